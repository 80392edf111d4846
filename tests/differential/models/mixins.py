# Mixins, abstract bases, declared_attr in each form.
import datetime
import uuid

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid, func
from sqlalchemy.orm import DeclarativeBase, Mapped, declarative_mixin, declared_attr, mapped_column, relationship


class Base(DeclarativeBase):
    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower() + "s"


metadata = Base.metadata


class Timestamps:
    created_at: Mapped[datetime.datetime] = mapped_column(DateTime, server_default=func.now())
    updated_at = Column(DateTime, onupdate=func.now())


@declarative_mixin
class Named:
    name = Column(String(40), nullable=False)

    @declared_attr
    def __table_args__(cls):
        return (UniqueConstraint("name", name=f"uq_{cls.__tablename__}_name"), {"comment": "of " + cls.__name__})


class Owned:
    @declared_attr
    def owner_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("users.id"), nullable=False)

    @declared_attr
    def owner(cls) -> Mapped["User"]:
        return relationship("User", foreign_keys=[cls.owner_id])


class Record(Base):
    __abstract__ = True

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)


class User(Timestamps, Named, Base):
    id = mapped_column(Integer, primary_key=True)


class Book(Record, Owned, Timestamps):
    title: Mapped[str] = mapped_column(String(80))
    __table_args__ = (Index("ix_books_title", "title"),)


class Animal(Record):
    kind: Mapped[str] = mapped_column(String(10))

    @declared_attr.directive
    def __mapper_args__(cls):
        if cls.__name__ == "Animal":
            return {"polymorphic_on": "kind", "polymorphic_identity": "animal"}
        return {"polymorphic_identity": cls.__name__.lower()}


class Dog(Animal):
    __tablename__ = None
    barks: Mapped[int] = mapped_column(nullable=True)


class WithId:
    @declared_attr.cascading
    def id(cls):
        if cls.__name__ == "Manager":
            return mapped_column(ForeignKey("people.id"), primary_key=True)
        return mapped_column(Integer, primary_key=True)


class Person(WithId, Base):
    __tablename__ = "people"
    type = Column(String(10))
    __mapper_args__ = {"polymorphic_on": type, "polymorphic_identity": "person"}


class Manager(Person):
    __tablename__ = "managers"
    level: Mapped[int]
    __mapper_args__ = {"polymorphic_identity": "manager"}


class HasEvents:
    @declared_attr
    def events(cls):
        cls.Event = type(
            f"{cls.__name__}Event",
            (Record,),
            {
                "__tablename__": f"{cls.__name__.lower()}_events",
                "source_id": mapped_column(ForeignKey(f"{cls.__tablename__}.id")),
                "kind": Column(String(9), index=True),
            },
        )
        return relationship(cls.Event)

    @property
    def __name__(self):
        return self.name


class Project(HasEvents, Record):
    __tablename__ = "projects"
