# dialects: postgresql sqlite
# registry(), imperative mappings, dataclasses.
from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Optional

from sqlalchemy import Column, ForeignKey, Integer, String, Table, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, registry, relationship

if TYPE_CHECKING:
    from nowhere import Thing

metadata = MetaData()
mapper_registry = registry(metadata=metadata)


class Base(MappedAsDataclass, DeclarativeBase):
    registry = mapper_registry


class Part(Base):
    __tablename__ = "parts"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str] = mapped_column(String(30))
    weight: Mapped[Optional[float]] = mapped_column(default=None)
    whole_id: Mapped[int | None] = mapped_column(ForeignKey("wholes.id"), default=None)


@mapper_registry.mapped
class Whole:
    __tablename__ = "wholes"
    id = Column(Integer, primary_key=True)
    parts = relationship("Part")


@mapper_registry.mapped_as_dataclass
class Extra:
    __tablename__ = "extras"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str]


@mapper_registry.mapped
@dataclass
class Old:
    __table__ = Table("olds", mapper_registry.metadata, Column("id", Integer, primary_key=True), Column("n", String(5)))
    id: int = field(init=False)
    n: str = None


class Plain:
    pass


plain = Table("plains", metadata, Column("id", Integer, primary_key=True), Column("up_id", ForeignKey("plains.id")))
mapper_registry.map_imperatively(Plain, plain, properties={"up": relationship(Plain)})
