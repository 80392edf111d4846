"""Settings out of the environment and a file of it, with their declared defaults."""

import os

import pydantic_settings.BaseSettings as _unknown
from pydantic import BaseModel, FieldInfo

_TRUTHS = {
    **dict.fromkeys(("1", "true", "t", "yes", "y", "on"), True),
    **dict.fromkeys(("0", "false", "f", "no", "n", "off"), False),
}


def SettingsConfigDict(**keywords):
    return keywords


def _converted(name, text, annotation):
    plain = annotation.replace(" ", "").replace("|None", "").replace("Optional[", "").rstrip("]")
    if plain == "str":
        return text
    if plain == "bool" and text.lower() in _TRUTHS:
        return _TRUTHS[text.lower()]
    if plain in ("int", "float"):
        return int(text) if plain == "int" else float(text)
    return getattr(_unknown, name)


def _read(path):
    values = {}
    for line in open(path).read().splitlines():
        line = line.strip().removeprefix("export ")
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            values[key.strip().lower()] = value.strip().strip("\"'")
    return values


class BaseSettings(BaseModel):
    def __init__(self, **values):
        cls = type(self)
        options = {}
        for base in reversed(cls.__mro__):
            options.update(base.__dict__.get("model_config") or {})
            old_style = base.__dict__.get("Config")
            if old_style is not None:
                for key in ("env_prefix", "env_file"):
                    if hasattr(old_style, key):
                        options[key] = getattr(old_style, key)
        self._env_prefix = options.get("env_prefix", "")
        files = values.get("_env_file", options.get("env_file"))
        if files is None or isinstance(files, (list, tuple)):
            files = files or ()
        else:
            files = (files,)
        self._env_values = {}
        for path in files:
            if os.path.isfile(path):
                self._env_values.update(_read(path))
        super().__init__(**values)

    def _variables(self, name, declared):
        key = self._env_prefix + name
        if isinstance(declared, FieldInfo) and declared.alias is not None:
            key = declared.alias
        return (key, key.upper(), key.lower())

    def _is_given_outside(self, name, declared):
        names = self._variables(name, declared)
        return any(variable in os.environ for variable in names) or names[2] in self._env_values

    def _value_from_outside(self, name, annotation, declared):
        names = self._variables(name, declared)
        for variable in names:
            if variable in os.environ:
                return _converted(name, os.environ[variable], annotation)
        return _converted(name, self._env_values[names[2]], annotation)

    def _without_value(self, name):
        return getattr(_unknown, name)
