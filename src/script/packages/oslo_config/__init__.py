"""oslo.config without files and command line: options have the defaults that modules declare."""
