"""Types that suit every database."""

from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.types import CHAR, TIMESTAMP, TypeDecorator


class GUID(TypeDecorator):
    impl = CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return UUID() if dialect.name == "postgresql" else CHAR(36)


class TIMESTAMPAware(TypeDecorator):
    impl = TIMESTAMP
    cache_ok = True
