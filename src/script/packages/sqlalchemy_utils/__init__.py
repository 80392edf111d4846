"""The column types of sqlalchemy_utils, as far as DDL sees them."""

import sqlalchemy as sa
from sqlalchemy import types
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import TSVECTOR


class TSVectorType(types.TypeDecorator):
    impl = TSVECTOR
    cache_ok = True

    def __init__(self, *args, **keywords):
        super().__init__()
        self.columns = args
        self.options = keywords


class JSONType(types.TypeDecorator):
    impl = sa.UnicodeText
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return postgresql.JSON()
        return sa.UnicodeText()


class UUIDType(types.TypeDecorator):
    impl = types.BINARY(16)
    cache_ok = True

    def __init__(self, binary=True, native=True):
        super().__init__()
        self.binary = binary
        self.native = native

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql" and self.native:
            return postgresql.UUID()
        return types.BINARY(16) if self.binary else types.CHAR(32)


class PasswordType(types.TypeDecorator):
    impl = types.VARBINARY(1024)
    cache_ok = True

    def __init__(self, max_length=None, **keywords):
        super().__init__()
        self.max_length = max_length

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return postgresql.BYTEA()
        length = self.max_length or 1024
        return types.BLOB(length) if dialect.name == "sqlite" else types.VARBINARY(length)


def _text_type(name, length, parameter="max_length"):
    """A type that is stored as text of a length which one argument may change."""

    class made(types.TypeDecorator):
        impl = types.Unicode(length)
        cache_ok = True

        def __init__(self, *args, **keywords):
            super().__init__()
            self.text_length = keywords.get(parameter, length)

        def load_dialect_impl(self, dialect):
            return types.Unicode(self.text_length)

    made.__name__ = name
    return made


EmailType = _text_type("EmailType", 255, "length")
ColorType = _text_type("ColorType", 20)
IPAddressType = _text_type("IPAddressType", 50)
PhoneNumberType = _text_type("PhoneNumberType", 20)
LocaleType = _text_type("LocaleType", 10)
TimezoneType = _text_type("TimezoneType", 50)


class CountryType(types.TypeDecorator):
    impl = types.String(2)
    cache_ok = True


class CurrencyType(types.TypeDecorator):
    impl = types.String(3)
    cache_ok = True


class URLType(types.TypeDecorator):
    impl = types.UnicodeText
    cache_ok = True


class ScalarListType(types.TypeDecorator):
    impl = types.UnicodeText
    cache_ok = True

    def __init__(self, coerce_func=None, separator=","):
        super().__init__()


class ArrowType(types.TypeDecorator):
    impl = types.DateTime
    cache_ok = True

    def __init__(self, *args, **keywords):
        super().__init__()


class ChoiceType(types.TypeDecorator):
    impl = types.Unicode(255)
    cache_ok = True

    def __init__(self, choices, impl=None):
        super().__init__()
        self.choices = choices
        self.chosen = impl

    def load_dialect_impl(self, dialect):
        return self.chosen or types.Unicode(255)


class LtreeType(types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **keywords):
        return "LTREE"


class StringEncryptedType(types.TypeDecorator):
    impl = types.String
    cache_ok = True

    def __init__(self, type_in=None, key=None, engine=None, padding=None, **keywords):
        super().__init__(**keywords)
        self.key = key


class EncryptedType(types.TypeDecorator):
    impl = types.LargeBinary
    cache_ok = True

    def __init__(self, type_in=None, key=None, engine=None, padding=None, **keywords):
        super().__init__()
        self.key = key
