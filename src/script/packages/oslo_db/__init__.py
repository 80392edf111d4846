"""The part of oslo.db that scripts use."""
