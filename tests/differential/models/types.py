# Types of the application: decorators, user-defined types, compiled ones, variants.
import uuid

import sqlalchemy as sa
from sqlalchemy import types
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.orm import declarative_base

Base = declarative_base()
metadata = Base.metadata


class GUID(types.TypeDecorator):
    impl = types.CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(types.CHAR(32))

    def process_bind_param(self, value, dialect):
        return str(value)


class Lower(types.TypeDecorator):
    impl = types.String

    def process_bind_param(self, value, dialect):
        return value.lower()


class Sized(types.TypeDecorator):
    impl = types.Unicode(77)


class Point(types.UserDefinedType):
    def get_col_spec(self, **kw):
        return "POINT"


class Slot(types.UserDefinedType):
    pass


@compiles(Slot)
def compile_slot(element, compiler, **kw):
    return "SLOT(%d)" % 3


class T(Base):
    __tablename__ = "t"
    id = sa.Column(GUID(), primary_key=True, default=uuid.uuid4)
    lower = sa.Column(Lower(40))
    sized = sa.Column(Sized, nullable=False)
    point = sa.Column(Point)
    slot = sa.Column(Slot())
    data = sa.Column(MutableDict.as_mutable(sa.JSON))
    both = sa.Column(sa.JSON().with_variant(postgresql.JSONB(), "postgresql"))
    text = sa.Column(sa.Text().with_variant(mysql.LONGTEXT(), "mysql"))
    number = sa.Column(sa.BigInteger().with_variant(sa.Integer, "sqlite"))
    small = sa.Column(sa.SmallInteger, sa.Identity(always=True, start=5))
    double = sa.Column(sa.Double)
    made = sa.Column(sa.Integer, sa.Computed("number + 1"))
    when = sa.Column(sa.TIMESTAMP(timezone=True), server_default=sa.func.current_timestamp())
    day = sa.Column(sa.Date, server_default=sa.func.current_date())
