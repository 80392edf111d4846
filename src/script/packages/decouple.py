"""Settings out of the environment, else of settings.ini or .env."""

import configparser
import os

import dotenv


class UndefinedValueError(Exception):
    pass


class _Undefined:
    pass


undefined = _Undefined()


def _boolean(value):
    text = str(value).lower()
    if text in ("y", "yes", "t", "true", "on", "1"):
        return True
    if text in ("n", "no", "f", "false", "off", "0"):
        return False
    raise ValueError("Invalid truth value: " + text)


class Csv:
    def __init__(self, cast=str, delimiter=",", strip=" \t\n\r", post_process=list):
        self._cast, self._delimiter, self._strip, self._post_process = cast, delimiter, strip, post_process

    def __call__(self, value):
        parts = (part.strip(self._strip) for part in value.split(self._delimiter))
        return self._post_process(self._cast(part) for part in parts if part)


class AutoConfig:
    def __init__(self, search_path=None):
        self._values = None

    def _found(self):
        if self._values is None:
            path = dotenv.find_dotenv("settings.ini")
            if path:
                parser = configparser.ConfigParser()
                parser.read(path)
                self._values = {key.upper(): value for key, value in parser.items("settings")}
            else:
                self._values = dotenv.dotenv_values(interpolate=False)
        return self._values

    def __call__(self, option, default=undefined, cast=undefined):
        value = os.environ.get(option)
        if value is None:
            value = self._found().get(option)
        if value is None:
            if default is undefined:
                raise UndefinedValueError(option + " not found. Declare it as envvar or define a default value.")
            value = default
        if cast is undefined:
            return value
        if cast is bool:
            return bool(value and _boolean(value))
        return cast(value)


config = AutoConfig()
Config = AutoConfig
