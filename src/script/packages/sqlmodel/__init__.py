"""SQLModel: classes whose annotations and Field() make tables."""

import sqlalchemy as _sa
from sqlalchemy import (
    ARRAY, JSON, BigInteger, Boolean, CheckConstraint, Column, Computed, Date, DateTime, Enum, Float, ForeignKey,
    ForeignKeyConstraint, Identity, Index, Integer, Interval, LargeBinary, MetaData, Numeric, PrimaryKeyConstraint,
    Sequence, SmallInteger, String, Table, Text, Time, Unicode, UniqueConstraint, Uuid, and_, asc, case, cast, column,
    delete, desc, distinct, exists, false, func, insert, literal, not_, null, or_, select, table, text, true, tuple_,
    update,
)  # fmt: skip
from sqlalchemy.orm.impl import annotations as _annotations
from sqlalchemy.orm.impl import declarative as _declarative
from sqlalchemy.orm.impl import native as _native
from sqlmodel.sql.sqltypes import AutoString


class _Unset:
    pass


_TYPES = {
    "float": _sa.Float, "bool": _sa.Boolean, "int": _sa.Integer, "datetime": _sa.DateTime, "date": _sa.Date,
    "timedelta": _sa.Interval, "time": _sa.Time, "bytes": _sa.LargeBinary, "UUID": _sa.Uuid,
}  # fmt: skip
_TEXTS = (
    "str", "Path", "IPv4Address", "IPv4Network", "IPv6Address", "IPv6Network", "EmailStr", "NameEmail", "AnyUrl",
    "HttpUrl",
)  # fmt: skip


class FieldInfo:
    def __init__(self, default, options):
        self.default = default
        self.options = options

    def get(self, name, default=None):
        value = self.options.get(name, _Unset)
        return default if value is _Unset else value


def Field(default=_Unset, **options):
    if default is ...:
        default = _Unset
    return FieldInfo(default, options)


class _RelationshipInfo:
    pass


def Relationship(*arguments, **options):
    return _RelationshipInfo()


def _column_type(meaning, field):
    given = field.get("sa_type")
    if given is not None:
        return given
    python_type = meaning.python_type
    if _native.is_unknown(python_type):  # `<unknown pydantic.EmailStr>`
        python_type = _annotations.Unresolved(repr(python_type)[:-1].rsplit(".", 1)[-1])
    if isinstance(python_type, type) and _native.is_enum(python_type):
        return _sa.Enum(python_type)
    names = [base.__name__ for base in python_type.__mro__] if isinstance(python_type, type) else []
    for name in names or [getattr(python_type, "__name__", "")]:
        if name in _TEXTS:
            length = field.get("max_length")
            return AutoString(length=length) if length else AutoString()
        if name == "Decimal":
            return _sa.Numeric(precision=field.get("max_digits"), scale=field.get("decimal_places"))
        if name in _TYPES:
            return _TYPES[name]()
    return _annotations.type_of(meaning, {})


def _column_of(name, annotation, field):
    given = field.get("sa_column")
    if given is not None:
        return given.copy()
    meaning = _annotations.read(annotation)
    for extra in meaning.extras:
        if not _native.is_unknown(extra) and isinstance(extra, FieldInfo):
            field = FieldInfo(field.default if field.default is not _Unset else extra.default,
                              {**extra.options, **field.options})
    primary_key = field.get("primary_key", False)
    nullable = field.get("nullable", not primary_key and meaning.optional)
    arguments = []
    if field.get("foreign_key"):
        arguments.append(_sa.ForeignKey(field.get("foreign_key"), ondelete=field.get("ondelete")))
    keywords = {
        "primary_key": primary_key,
        "nullable": nullable,
        "index": field.get("index", False),
        "unique": field.get("unique", False),
    }
    if field.get("default_factory") is not None:
        keywords["default"] = field.get("default_factory")
    elif field.default is not _Unset:
        keywords["default"] = field.default
    arguments.extend(field.get("sa_column_args") or ())
    keywords.update(field.get("sa_column_kwargs") or {})
    chosen = _column_type(meaning, field)
    if chosen is None:
        return _sa.Column(name, *arguments, **keywords)
    return _sa.Column(chosen, *arguments, **keywords)


def _fields_of(cls):
    """Name to (annotation, field), those of base classes first."""
    found = {}
    for base in cls.__mro__[::-1]:
        members = base.__dict__
        for name, annotation in (members.get("__annotations__") or {}).items():
            text = str(annotation)
            if name.startswith("_") or name == "model_config" or text.startswith(("ClassVar", "typing.ClassVar")):
                continue
            value = members.get(name, _Unset)
            if isinstance(value, _RelationshipInfo):
                found.pop(name, None)
            elif isinstance(value, FieldInfo):
                found[name] = (annotation, value)
            elif not isinstance(value, _sa.Column):
                found[name] = (annotation, FieldInfo(value, {}))
    return found


class SQLModel(_native.MappedObject):
    metadata = _sa.MetaData()

    def __init_subclass__(cls, table=False, registry=None, **keywords):
        if registry is not None and not table:
            cls.metadata = registry.metadata
        if not table:
            return
        columns = {name: _column_of(name, *given) for name, given in _fields_of(cls).items()}
        # Fields are no members of a class until they are columns.
        cls._names_in_order = [name for name in cls.__dict__ if name not in columns] + list(columns)
        for name, column in columns.items():
            if name in cls.__dict__:
                delattr(cls, name)
            setattr(cls, name, column)
        if not any("__tablename__" in base.__dict__ for base in cls.__mro__):
            cls.__tablename__ = cls.__name__.lower()
        cls._sa_registry = _declarative.Registry(metadata=cls.metadata)
        _declarative.map_declarative(cls, cls._sa_registry)
