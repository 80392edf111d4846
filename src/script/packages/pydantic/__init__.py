"""Models as applications declare settings and plain data with them.

Values of the plain types are converted, and a model's own validators are called. What else pydantic would
convert or check is not known.
"""

import json
import sys
from enum import Enum
from pathlib import Path

import pydantic.BaseModel as _unknown
from pydantic.types import (
    AliasChoices, AnyUrl, MultiHostUrl, SecretStr, Url, build_dsn_class,
)  # fmt: skip

SecretBytes = SecretStr
PostgresDsn = CockroachDsn = build_dsn_class("postgresql")
MySQLDsn = MariaDBDsn = build_dsn_class("mysql")
AnyHttpUrl = HttpUrl = RedisDsn = AmqpDsn = KafkaDsn = MongoDsn = AnyUrl

missing = object()
_TRUTHS = {
    **dict.fromkeys(("1", "true", "t", "yes", "y", "on"), True),
    **dict.fromkeys(("0", "false", "f", "no", "n", "off"), False),
}
_PLAIN = {"str": str, "int": int, "float": float, "bool": bool}
_URLS = {"PostgresDsn", "CockroachDsn", "MySQLDsn", "MariaDBDsn", "AnyUrl", "AnyHttpUrl", "HttpUrl", "RedisDsn",
         "AmqpDsn", "KafkaDsn", "MongoDsn"}  # fmt: skip


class ValidationError(ValueError):
    pass


class FieldInfo:
    def __init__(self, default=missing, default_factory=None, **keywords):
        self.default = default
        self.default_factory = default_factory
        self.alias = keywords.get("validation_alias") or keywords.get("alias") or keywords.get("env")
        self.validate_default = keywords.get("validate_default", False)


def Field(default=missing, *, default_factory=None, **keywords):
    return FieldInfo(missing if default is ... else default, default_factory, **keywords)


PrivateAttr = Field


def ConfigDict(**keywords):
    return keywords


class _Checked:
    """A function that pydantic calls to check or change values."""

    def __init__(self, kind, function, fields, mode, always):
        self.kind = kind
        self.function = getattr(function, "__func__", function)
        self.fields = fields
        self.mode = mode
        self.always = always


def _marking(kind, first_mode):
    def mark(*fields, pre=False, always=False, mode=None, **keywords):
        mode = mode or ("before" if pre else first_mode)
        if len(fields) == 1 and not isinstance(fields[0], str):
            return _Checked(kind, fields[0], (), mode, always)
        return lambda function: _Checked(kind, function, fields, mode, always)

    return mark


validator = _marking("validator", "after")
root_validator = _marking("root_validator", "after")
field_validator = _marking("field_validator", "after")
model_validator = _marking("model_validator", "after")


def computed_field(function=None, **keywords):
    return function if function is not None else lambda wrapped: wrapped


def is_unknown(value):
    return repr(value).startswith("<unknown ")


def fields_of(cls):
    found = {}
    for base in reversed(cls.__mro__):
        for name, annotation in (base.__dict__.get("__annotations__") or {}).items():
            if not name.startswith("_") and name != "model_config" and not annotation.startswith("ClassVar"):
                found[name] = annotation
    return found


def _checks_of(cls):
    found = {}
    for base in reversed(cls.__mro__):
        for name, value in base.__dict__.items():
            if isinstance(value, _Checked):
                found[name] = value
    return list(found.values())


def _default_of(declared):
    if is_unknown(declared):
        return declared
    if isinstance(declared, FieldInfo):
        if declared.default_factory is not None:
            return declared.default_factory()
        return declared.default
    return declared


def plain_type(annotation):
    """The one type that is left of an annotation when None is taken away."""
    plain = annotation.replace(" ", "").removeprefix("typing.").removeprefix("t.")
    for wrapper in ("Optional[", "Union[", "Annotated["):
        if plain.startswith(wrapper):
            parts = _parts(plain[len(wrapper) : -1])
            return plain_type(parts[0] if wrapper != "Union[" else "|".join(parts))
    parts = [part for part in _parts(plain, "|") if part != "None"]
    return parts[0] if len(parts) == 1 else plain


def _parts(text, separator=","):
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == "[") - (sign == "]")
        if sign == separator and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def named(cls, plain):
    """What a name in an annotation stands for in the module of the class; None if it is nothing known."""
    value = sys.modules.get(cls.__module__)
    for part in plain.split("."):
        value = getattr(value, part, None)
    return value


def converted(cls, name, value, annotation):
    plain = plain_type(annotation)
    last = plain.rpartition(".")[2]
    if is_unknown(value) or value is None or plain in ("Any", "object"):
        return value
    if plain in _PLAIN:
        return _as_plain(name, value, plain)
    if last in ("SecretStr", "SecretBytes"):
        return SecretStr(value) if isinstance(value, str) else value
    if last in _URLS:
        return Url(value) if isinstance(value, str) else value
    if last in ("Path", "FilePath", "DirectoryPath"):
        return Path(value)
    choices = [part.strip("\"'") for part in _parts(plain[8:-1])] if plain.startswith("Literal[") else ()
    if plain.startswith("Literal[") and value in choices:
        return value
    if plain.partition("[")[0].lower() in ("list", "dict", "set", "tuple", "sequence", "mapping"):
        return json.loads(value) if isinstance(value, str) else value
    found = named(cls, plain)
    if isinstance(found, type) and issubclass(found, Enum):
        return found(value)
    if isinstance(found, type) and issubclass(found, BaseModel):
        if isinstance(value, str):
            value = json.loads(value)
        return found(**value) if isinstance(value, dict) else value
    if isinstance(found, type) and found is not str and isinstance(value, found):
        return value
    return getattr(_unknown, name)


def _as_plain(name, value, plain):
    if isinstance(value, _PLAIN[plain]) and (plain != "int" or not isinstance(value, bool)):
        return value
    if plain == "str":
        return getattr(_unknown, name)
    if plain == "bool":
        text = str(value).lower()
        return _TRUTHS[text] if text in _TRUTHS else getattr(_unknown, name)
    return int(value) if plain == "int" else float(value)


class _Info:
    def __init__(self, field_name, data):
        self.field_name = field_name
        self.data = data
        self.context = None
        self.mode = "python"


def _attempt(calls):
    """The first of these calls whose arguments the function takes."""
    for position, call in enumerate(calls):
        try:
            return call()
        except TypeError as error:
            if "argument" not in str(error) or position + 1 == len(calls):
                raise


class BaseModel:
    _validates_defaults = False

    def __init__(self, **values):
        cls = type(self)
        checks = _checks_of(cls)
        for check in checks:
            if check.kind in ("model_validator", "root_validator") and check.mode == "before":
                values = self._before_all(check, values)
        data = {}
        for name, annotation in fields_of(cls).items():
            declared = getattr(cls, name, missing)
            given = True
            if name in values:
                value = values[name]
            elif isinstance(declared, FieldInfo) and isinstance(declared.alias, str) and declared.alias in values:
                value = values[declared.alias]
            elif self._is_given_outside(name, annotation, declared):
                value = self._value_from_outside(name, annotation, declared)
            else:
                given = False
                value = _default_of(declared)
                if not is_unknown(value) and value is missing:
                    value = self._without_value(name)
            data[name] = self._checked(name, annotation, declared, value, given, checks, data)
            setattr(self, name, data[name])
        for check in checks:
            if check.mode != "before":
                self._after_all(check)
        if hasattr(self, "model_post_init"):
            self.model_post_init(None)

    def _before_all(self, check, values):
        values = check.function(type(self), {**self._all_given(), **values})
        return values

    def _all_given(self):
        return {}

    def _after_all(self, check):
        if check.kind == "model_validator":
            check.function(self)
        elif check.kind == "root_validator":
            for name, value in check.function(type(self), self.model_dump()).items():
                setattr(self, name, value)

    def _checked(self, name, annotation, declared, value, given, checks, data):
        cls = type(self)
        mine = [check for check in checks if name in check.fields or "*" in check.fields]
        always = isinstance(declared, FieldInfo) and declared.validate_default
        validated = given or self._validates_defaults or always
        for check in mine:
            if check.mode == "before" and (validated or check.always):
                value = self._call_check(check, name, value, data)
        value = converted(cls, name, value, annotation) if validated else value
        for check in mine:
            if check.mode == "wrap":
                value = getattr(_unknown, name)
            elif check.mode != "before" and (validated or check.always):
                value = self._call_check(check, name, value, data)
        return value

    def _call_check(self, check, name, value, data):
        if is_unknown(value):
            return value
        cls, function = type(self), check.function
        if check.kind == "field_validator":
            return _attempt([lambda: function(cls, value, _Info(name, data)), lambda: function(cls, value)])
        field = _Info(name, data)
        field.name = name
        return _attempt([
            lambda: function(cls, value, data),
            lambda: function(cls, value),
            lambda: function(cls, value, values=data, field=field),
            lambda: function(cls, value, field=field),
            lambda: function(cls, value, values=data, config=None, field=field),
        ])  # fmt: skip

    def _is_given_outside(self, name, annotation, declared):
        return False

    def _without_value(self, name):
        return getattr(_unknown, name)

    @classmethod
    def model_validate(cls, values):
        return cls(**values)

    def model_dump(self, **keywords):
        return {name: getattr(self, name) for name in fields_of(type(self))}

    def model_copy(self, *, update=None, **keywords):
        made = type(self).__new__(type(self))
        made.__dict__.update({**self.__dict__, **(update or {})})
        return made

    parse_obj = model_validate
    dict = model_dump
    copy = model_copy


def __getattr__(name):
    if name == "BaseSettings":  # Of pydantic 1.
        from pydantic_settings import BaseSettings

        return BaseSettings
    raise AttributeError(name)
