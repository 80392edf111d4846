# dialects: postgresql
# What only PostgreSQL has.
import enum

import sqlalchemy as sa
from sqlalchemy import func, text
from sqlalchemy.dialects.postgresql import (
    ARRAY, CITEXT, ENUM, HSTORE, INET, INT4RANGE, JSONB, TSVECTOR, UUID, ExcludeConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


metadata = Base.metadata


class Role(enum.Enum):
    admin = "admin"
    user = "user"


class Doc(Base):
    __tablename__ = "docs"
    __table_args__ = (
        sa.Index("ix_docs_data", "data", postgresql_using="gin"),
        sa.Index("ix_docs_open", "title", unique=True, postgresql_where=text("deleted IS NULL")),
        sa.Index("ix_docs_path", "data", postgresql_using="gin", postgresql_ops={"data": "jsonb_path_ops"}),
        ExcludeConstraint(("span", "&&"), name="ex_docs_span", using="gist"),
    )
    id = mapped_column(UUID(as_uuid=True), primary_key=True, server_default=text("gen_random_uuid()"))
    title: Mapped[str] = mapped_column(CITEXT)
    data = mapped_column(JSONB, nullable=False, server_default=text("'{}'::jsonb"))
    words: Mapped[list[str]] = mapped_column(ARRAY(sa.String(10)), server_default="{}")
    roles = mapped_column(ARRAY(sa.Enum(Role, name="role")))
    kind = mapped_column(ENUM("a", "b", name="doc_kind"))
    outside = mapped_column(ENUM("c", name="made_elsewhere", create_type=False))
    limitless = mapped_column(sa.Enum("d", name="limitless", native_enum=False, length=None))
    address = mapped_column(INET)
    span = mapped_column(INT4RANGE)
    props = mapped_column(HSTORE)
    vector = mapped_column(TSVECTOR, sa.Computed("to_tsvector('english', title)", persisted=True))
    deleted = mapped_column(sa.DateTime(timezone=True))
    number = mapped_column(sa.Integer, sa.Sequence("doc_number"), nullable=False)
    ident = mapped_column(sa.BigInteger, sa.Identity(start=10, cycle=True))


sa.Index("ix_docs_lower_title", func.lower(Doc.title), postgresql_include=["number"])
sa.Index("ix_docs_deleted", Doc.deleted.desc().nullslast(), postgresql_where=Doc.deleted.isnot(None))
