"""Authlib, as far as models take columns from it."""
