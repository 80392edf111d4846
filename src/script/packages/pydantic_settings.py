"""Settings out of the environment and a file of it, with their declared defaults."""

import json
import os

import dotenv
import pydantic_settings.BaseSettings as _unknown
from pydantic import AliasChoices, BaseModel, FieldInfo, fields_of, named, plain_type

_OPTIONS = ("env_prefix", "env_file", "env_nested_delimiter", "case_sensitive", "secrets_dir", "fields")

_SECRETS = ("/run/secrets", "/var/run/secrets")


def SettingsConfigDict(**keywords):
    return keywords


class BaseSettings(BaseModel):
    _validates_defaults = True

    def __init__(self, **values):
        cls = type(self)
        options = {}
        for base in reversed(cls.__mro__):
            options.update(base.__dict__.get("model_config") or {})
            old_style = base.__dict__.get("Config")
            if old_style is not None:
                options.update({key: getattr(old_style, key) for key in _OPTIONS if hasattr(old_style, key)})
        for key in _OPTIONS:
            if "_" + key in values:
                options[key] = values.pop("_" + key)
        self._options = options
        self._custom = any("settings_customise_sources" in base.__dict__ for base in cls.__mro__)
        files = options.get("env_file")
        files = (files or ()) if files is None or isinstance(files, (list, tuple)) else (files,)
        self._of_files = {}
        for path in files:
            if os.path.isfile(path):
                self._of_files.update(self._cased(dotenv.dotenv_values(path)))
        super().__init__(**values)

    def _cased(self, values):
        if self._options.get("case_sensitive"):
            return values
        return {name.lower(): value for name, value in values.items()}

    def _found(self, key):
        """What a variable has, the environment before the files; None if it is not set."""
        if self._options.get("case_sensitive"):
            return os.environ.get(key, self._of_files.get(key))
        for spelling in (key, key.upper(), key.lower()):
            if spelling in os.environ:
                return os.environ[spelling]
        return self._of_files.get(key.lower())

    def _variables(self, name, declared):
        alias = declared.alias if isinstance(declared, FieldInfo) else None
        alias = ((self._options.get("fields") or {}).get(name) or {}).get("env", alias)
        if alias is None:
            return [self._options.get("env_prefix", "") + name]
        if isinstance(alias, AliasChoices):
            return alias.choices
        return [alias] if isinstance(alias, str) else list(alias)

    def _nested(self, name, annotation, declared):
        """The values of a model whose fields have variables of their own."""
        model = named(type(self), plain_type(annotation))
        if not (self._options.get("env_nested_delimiter") and isinstance(model, type) and issubclass(model, BaseModel)):
            return {}
        found = {}
        for key in self._variables(name, declared):
            found.update(self._parts_of(model, key + self._options["env_nested_delimiter"]))
        return found

    def _parts_of(self, model, start):
        found = {}
        for name, annotation in fields_of(model).items():
            value = self._found(start + name)
            inner = named(model, plain_type(annotation))
            if value is None and isinstance(inner, type) and issubclass(inner, BaseModel):
                value = self._parts_of(inner, start + name + self._options["env_nested_delimiter"]) or None
            if value is not None:
                found[name] = value
        return found

    def _is_given_outside(self, name, annotation, declared):
        if self._custom or any(self._found(key) is not None for key in self._variables(name, declared)):
            return True
        return bool(self._nested(name, annotation, declared)) or self._has_secret(name, declared)

    def _value_from_outside(self, name, annotation, declared):
        if self._custom:
            return getattr(_unknown, name)
        nested = self._nested(name, annotation, declared)
        for key in self._variables(name, declared):
            value = self._found(key)
            if value is not None:
                return {**json.loads(value), **nested} if nested else value
        return nested or self._secret(name, declared)

    def _has_secret(self, name, declared):
        """Of a folder that cannot be looked into nobody knows what it has."""
        folder = self._options.get("secrets_dir")
        if folder is None:
            return False
        hidden = os.path.isabs(str(folder)) and not str(folder).startswith(_SECRETS)
        return hidden or any(os.path.isfile(os.path.join(folder, key)) for key in self._variables(name, declared))

    def _secret(self, name, declared):
        for key in self._variables(name, declared):
            path = os.path.join(self._options["secrets_dir"], key)
            if os.path.isfile(path):
                return open(path).read().strip()
        return getattr(_unknown, name)

    def _all_given(self):
        given = {}
        for name, annotation in fields_of(type(self)).items():
            declared = getattr(type(self), name, None)
            if self._is_given_outside(name, annotation, declared):
                given[name] = self._value_from_outside(name, annotation, declared)
        return given

    def _without_value(self, name):
        return getattr(_unknown, name)
