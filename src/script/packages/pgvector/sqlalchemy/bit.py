"""Bits: the type of PostgreSQL itself."""

from sqlalchemy.dialects.postgresql import BIT as PostgresqlBit
from sqlalchemy.types import TypeDecorator


class BIT(TypeDecorator):
    impl = PostgresqlBit
    cache_ok = True
