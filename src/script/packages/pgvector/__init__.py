"""Vector columns."""
