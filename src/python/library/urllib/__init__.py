"""Only urllib.parse is here: a migration has no network."""
