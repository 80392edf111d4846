"""Models as applications declare settings and plain data with them.

Values are taken as they are; what pydantic would convert or check is not known.
"""

import pydantic.BaseModel as _unknown

_PLAIN = {"str": str, "int": int, "float": float, "bool": bool}
_missing = object()


class FieldInfo:
    def __init__(self, default=_missing, default_factory=None, **keywords):
        self.default = default
        self.default_factory = default_factory
        self.alias = keywords.get("validation_alias") or keywords.get("alias")


def Field(default=_missing, *, default_factory=None, **keywords):
    return FieldInfo(_missing if default is ... else default, default_factory, **keywords)


def ConfigDict(**keywords):
    return keywords


class _Checked:
    """A function that pydantic calls to check or change values."""

    def __init__(self, function):
        self.function = function


def _checking(*args, **keywords):
    if len(args) == 1 and callable(args[0]) and not isinstance(args[0], str):
        return _Checked(args[0])
    return _Checked


validator = root_validator = field_validator = model_validator = _checking


def computed_field(function=None, **keywords):
    return function if function is not None else lambda wrapped: wrapped


def _is_unknown(value):
    return repr(value).startswith("<unknown ")


def _fields_of(cls):
    found = {}
    for base in reversed(cls.__mro__):
        for name, annotation in (base.__dict__.get("__annotations__") or {}).items():
            if not name.startswith("_") and name != "model_config" and not annotation.startswith("ClassVar"):
                found[name] = annotation
    return found


def _is_checked(cls):
    return any(isinstance(value, _Checked) for base in cls.__mro__ for value in base.__dict__.values())


def _default_of(declared):
    if _is_unknown(declared):
        return declared
    if isinstance(declared, FieldInfo):
        if declared.default_factory is not None:
            return declared.default_factory()
        return declared.default
    return declared


def _fits(annotation, value):
    plain = annotation.replace(" ", "").replace("|None", "").replace("Optional[", "").rstrip("]")
    return plain not in _PLAIN or value is None or isinstance(value, _PLAIN[plain])


class BaseModel:
    def __init__(self, **values):
        cls = type(self)
        checked = _is_checked(cls)
        for name, annotation in _fields_of(cls).items():
            declared = getattr(cls, name, _missing)
            if name in values:
                known = _is_unknown(values[name]) or (not checked and _fits(annotation, values[name]))
                value = values[name] if known else getattr(_unknown, name)
            elif self._is_given_outside(name, declared):
                value = self._value_from_outside(name, annotation, declared)
            else:
                value = _default_of(declared)
                if not _is_unknown(value) and value is _missing:
                    value = self._without_value(name)
            setattr(self, name, value)

    def _is_given_outside(self, name, declared):
        return False

    def _without_value(self, name):
        return getattr(_unknown, name)

    @classmethod
    def model_validate(cls, values):
        return cls(**values)

    def model_dump(self, **keywords):
        return {name: getattr(self, name) for name in _fields_of(type(self))}

    def model_copy(self, *, update=None, **keywords):
        return type(self)(**{**self.model_dump(), **(update or {})})

    parse_obj = model_validate
    dict = model_dump
    copy = model_copy
