# Enum types: shared, named, of Python enums, as checks, in arrays.
import enum

import sqlalchemy as sa
from sqlalchemy.orm import declarative_base

Base = declarative_base()
metadata = Base.metadata


class Size(enum.Enum):
    small = 1
    large = 2


class Mood(str, enum.Enum):
    HAPPY = "happy"
    SAD = "it's sad"


shared = sa.Enum("x", "y", name="letter")


class A(Base):
    __tablename__ = "a"
    id = sa.Column(sa.Integer, primary_key=True)
    size = sa.Column(sa.Enum(Size), nullable=False)
    mood = sa.Column(sa.Enum(Mood, values_callable=lambda cls: [member.value for member in cls]))
    letter = sa.Column(shared, server_default="x")
    checked = sa.Column(sa.Enum(Size, native_enum=False, create_constraint=True, name="size_check"))
    plain = sa.Column(sa.Enum("p", "qq", native_enum=False))
    wide = sa.Column(sa.Enum(Size, native_enum=False, length=30))
    flag = sa.Column(sa.Boolean(create_constraint=True, name="flag_check"))


class B(Base):
    __tablename__ = "b"
    id = sa.Column(sa.Integer, primary_key=True)
    letter = sa.Column(shared)
    size = sa.Column("Size", sa.Enum(Size, name="bsize"))
    owned = sa.Column(sa.Enum("m", "n", name="owned", metadata=metadata))
