"""A string that has a length on databases which want one."""

from sqlalchemy import types


class AutoString(types.TypeDecorator):
    impl = types.String
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if self.impl.length is None and dialect.name == "mysql":
            return types.String(255)
        return types.String(self.impl.length)


class GUID(types.TypeDecorator):
    impl = types.CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return types.Uuid() if dialect.name == "postgresql" else types.CHAR(32)
