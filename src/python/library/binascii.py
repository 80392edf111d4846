"""Bytes as hexadecimal digits."""

Error = ValueError


def hexlify(data, sep=None, bytes_per_sep=1):
    return data.hex().encode()


def unhexlify(hexstr):
    return bytes.fromhex(hexstr if isinstance(hexstr, str) else hexstr.decode())


b2a_hex = hexlify
a2b_hex = unhexlify
