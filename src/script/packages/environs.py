"""Variables of the environment, converted, and those of a .env file."""

import json as _json
import os
from pathlib import Path

import dotenv

_missing = object()
_TRUE = ("t", "true", "on", "ok", "y", "yes", "1")
_FALSE = ("f", "false", "off", "n", "no", "0")


class EnvError(ValueError):
    pass


class EnvValidationError(EnvError):
    pass


def _boolean(text):
    lower = text.lower()
    if lower in _TRUE or lower in _FALSE:
        return lower in _TRUE
    raise EnvValidationError("Not a valid boolean: " + text)


class _Prefixed:
    def __init__(self, env, prefix):
        self._env = env
        self._prefix = prefix

    def __enter__(self):
        self._before = self._env._prefix
        self._env._prefix += self._prefix
        return self._env

    def __exit__(self, *args):
        self._env._prefix = self._before
        return False


class Env:
    def __init__(self, *, eager=True, expand_vars=False, prefix=None):
        self._prefix = prefix or ""

    @staticmethod
    def read_env(path=None, recurse=True, verbose=False, override=False, **keywords):
        return dotenv.load_dotenv(path, override=override)

    def prefixed(self, prefix):
        return _Prefixed(self, prefix)

    def _read(self, name, default, convert, keywords):
        if default is _missing:
            default = keywords.get("missing", _missing)
        text = os.environ.get(self._prefix + name)
        if text is not None:
            return convert(text)
        if default is _missing:
            raise EnvError('Environment variable "' + self._prefix + name + '" not set')
        return default

    def __call__(self, name, default=_missing, **keywords):
        return self._read(name, default, str, keywords)

    str = __call__
    url = __call__

    def bool(self, name, default=_missing, **keywords):
        return self._read(name, default, _boolean, keywords)

    def int(self, name, default=_missing, **keywords):
        return self._read(name, default, lambda text: int(text), keywords)

    def float(self, name, default=_missing, **keywords):
        return self._read(name, default, lambda text: float(text), keywords)

    def path(self, name, default=_missing, **keywords):
        return Path(self._read(name, default, lambda text: text, keywords))

    def json(self, name, default=_missing, **keywords):
        return self._read(name, default, _json.loads, keywords)

    def list(self, name, default=_missing, subcast=None, *, delimiter=",", **keywords):
        convert = subcast or (lambda item: item)
        return self._read(
            name, default, lambda text: [convert(item.strip()) for item in text.split(delimiter) if item], keywords
        )

    def dict(self, name, default=_missing, subcast_values=None, **keywords):
        convert = subcast_values or (lambda item: item)

        def pairs(text):
            found = {}
            for pair in text.split(","):
                key, _, value = pair.partition("=")
                found[key.strip()] = convert(value.strip())
            return found

        return self._read(name, default, pairs, keywords)


env = Env()
