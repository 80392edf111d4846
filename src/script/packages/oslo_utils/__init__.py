"""The part of oslo.utils that scripts use."""
