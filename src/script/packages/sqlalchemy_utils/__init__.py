"""The column types of sqlalchemy_utils, as far as DDL sees them."""

import sqlalchemy as sa
from sqlalchemy import types as sqltypes
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.exc import CompileError
from sqlalchemy_utils.models import Timestamp, generic_repr


class TSVectorType(sqltypes.TypeDecorator):
    impl = TSVECTOR
    cache_ok = True

    def __init__(self, *args, **keywords):
        super().__init__()
        self.columns = args
        self.options = keywords


class JSONType(sqltypes.TypeDecorator):
    impl = sa.UnicodeText
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return postgresql.JSON()
        return sa.UnicodeText()


class UUIDType(sqltypes.TypeDecorator):
    impl = sqltypes.BINARY(16)
    cache_ok = True

    def __init__(self, binary=True, native=True):
        super().__init__()
        self.binary = binary
        self.native = native

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql" and self.native:
            return postgresql.UUID()
        return sqltypes.BINARY(16) if self.binary else sqltypes.CHAR(32)

    def __repr__(self):
        given = [f"{name}={getattr(self, name)!r}" for name in ("binary", "native") if getattr(self, name) is not True]
        return f"UUIDType({', '.join(given)})"


class PasswordType(sqltypes.TypeDecorator):
    impl = sqltypes.VARBINARY(1024)
    cache_ok = True

    def __init__(self, max_length=None, **keywords):
        super().__init__()
        self.max_length = max_length

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return postgresql.BYTEA()
        length = self.max_length or 1024
        return sqltypes.BLOB(length) if dialect.name == "sqlite" else sqltypes.VARBINARY(length)


def _text_type(name, length, parameter="max_length", position=0):
    """A type that is stored as text of a length which one argument may change."""

    class made(sqltypes.TypeDecorator):
        impl = sqltypes.Unicode(length)
        cache_ok = True

        def __init__(self, *args, **keywords):
            super().__init__()
            given = args[position] if len(args) > position else length
            self.impl = sqltypes.Unicode(keywords.get(parameter, given))

    made.__name__ = name
    return made


EmailType = _text_type("EmailType", 255, "length")
ColorType = _text_type("ColorType", 20)
IPAddressType = _text_type("IPAddressType", 50)
PhoneNumberType = _text_type("PhoneNumberType", 20, position=1)
LocaleType = _text_type("LocaleType", 10, position=9)
TimezoneType = _text_type("TimezoneType", 50, position=9)


class CountryType(sqltypes.TypeDecorator):
    impl = sqltypes.String(2)
    cache_ok = True


class CurrencyType(sqltypes.TypeDecorator):
    impl = sqltypes.String(3)
    cache_ok = True


class URLType(sqltypes.TypeDecorator):
    impl = sqltypes.UnicodeText
    cache_ok = True


class ScalarListType(sqltypes.TypeDecorator):
    impl = sqltypes.UnicodeText
    cache_ok = True

    def __init__(self, coerce_func=None, separator=","):
        super().__init__()


class ArrowType(sqltypes.TypeDecorator):
    impl = sqltypes.DateTime
    cache_ok = True

    def __init__(self, *args, **keywords):
        super().__init__()


class ChoiceType(sqltypes.TypeDecorator):
    impl = sqltypes.Unicode(255)
    cache_ok = True

    def __init__(self, choices, impl=None):
        super().__init__()
        self.choices = choices
        if impl is not None:
            self.impl = impl


def _tree_type(name, spec):
    """A type of PostgreSQL's ltree, which no other database has."""

    class spelt(sqltypes.UserDefinedType):
        cache_ok = True

        def get_col_spec(self, **keywords):
            return spec

    class made(sqltypes.TypeDecorator):
        impl = spelt
        cache_ok = True

        def load_dialect_impl(self, dialect):
            if dialect.name != "postgresql":
                raise CompileError(f"{name} is a type of PostgreSQL, not of {dialect.name}")
            return spelt()

    made.__name__ = name
    return made


LtreeType = _tree_type("LtreeType", "LTREE")
LQUERY = _tree_type("LQUERY", "LQUERY")
LTXTQUERY = _tree_type("LTXTQUERY", "LTXTQUERY")


class StringEncryptedType(sqltypes.TypeDecorator):
    impl = sqltypes.String
    cache_ok = True

    def __init__(self, type_in=None, key=None, engine=None, padding=None, **keywords):
        super().__init__(**keywords)
        self.key = key


class EncryptedType(sqltypes.TypeDecorator):
    impl = sqltypes.LargeBinary
    cache_ok = True

    def __init__(self, type_in=None, key=None, engine=None, padding=None, **keywords):
        super().__init__()
        self.key = key


# Where the package has them: migrations name types by that.
for _place, _types in {
    "arrow": [ArrowType],
    "choice": [ChoiceType],
    "color": [ColorType],
    "country": [CountryType],
    "currency": [CurrencyType],
    "email": [EmailType],
    "encrypted.encrypted_type": [EncryptedType, StringEncryptedType],
    "ip_address": [IPAddressType],
    "json": [JSONType],
    "locale": [LocaleType],
    "ltree": [LtreeType, LQUERY, LTXTQUERY],
    "password": [PasswordType],
    "phone_number": [PhoneNumberType],
    "scalar_list": [ScalarListType],
    "timezone": [TimezoneType],
    "ts_vector": [TSVectorType],
    "url": [URLType],
    "uuid": [UUIDType],
}.items():
    for _type in _types:
        _type.__module__ = f"sqlalchemy_utils.types.{_place}"
