"""Config: settings out of the environment and of a file."""

import os

import starlette.config.Config as _settings

_missing = object()
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


class undefined:
    pass


class EnvironError(Exception):
    pass


class Environ:
    def __getitem__(self, key):
        return os.environ[key]

    def __contains__(self, key):
        return key in os.environ

    def get(self, key, default=None):
        return os.environ.get(key, default)


environ = Environ()


def _read(path):
    values = {}
    for line in open(path).read().splitlines():
        line = line.strip()
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            values[key.strip()] = value.strip().strip("\"'")
    return values


class Config:
    def __init__(self, env_file=None, environ=environ, env_prefix="", encoding="utf-8"):
        self.environ = environ
        self.env_prefix = env_prefix
        self.file_values = {}
        if env_file is not None and os.path.isfile(env_file):
            self.file_values = _read(env_file)

    def __call__(self, key, cast=None, default=undefined):
        return self.get(key, cast, default)

    def get(self, key, cast=None, default=undefined):
        key = self.env_prefix + key
        value = self.environ.get(key, _missing)
        if value is _missing:
            value = self.file_values.get(key, default)
        if value is undefined:
            # The environment of the application has it, if not that of the migration.
            return getattr(_settings, key)
        return self._perform_cast(key, value, cast)

    def _perform_cast(self, key, value, cast=None):
        if cast is None or value is None:
            return value
        if cast is bool and isinstance(value, str):
            if value.lower() not in _TRUTHS:
                raise ValueError(f"Config '{key}' has value '{value}'. Not a valid bool.")
            return _TRUTHS[value.lower()]
        return cast(value)
