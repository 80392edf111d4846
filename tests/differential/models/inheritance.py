# Joined, single-table and concrete inheritance.
from sqlalchemy import Column, ForeignKey, Integer, String, Text
from sqlalchemy.orm import declarative_base

Base = declarative_base()
metadata = Base.metadata


class Employee(Base):
    __tablename__ = "employee"
    id = Column(Integer, primary_key=True)
    name = Column(String(50))
    type = Column(String(20))
    __mapper_args__ = {"polymorphic_identity": "employee", "polymorphic_on": "type"}


class Engineer(Employee):
    __tablename__ = "engineer"
    id = Column(Integer, ForeignKey("employee.id"), primary_key=True)
    language = Column(String(30))
    __mapper_args__ = {"polymorphic_identity": "engineer"}


class Chief(Engineer):
    budget = Column(Integer, nullable=False)
    __mapper_args__ = {"polymorphic_identity": "chief"}


class Clerk(Employee):
    desk = Column(String(9), index=True)
    boss_id = Column(ForeignKey("employee.id"))
    __mapper_args__ = {"polymorphic_identity": "clerk"}


class Typist(Clerk):
    speed = Column(Integer)
    __mapper_args__ = {"polymorphic_identity": "typist"}


class Contractor(Employee):
    __tablename__ = "contractor"
    id = Column(Integer, primary_key=True)
    terms = Column(Text)
    __mapper_args__ = {"concrete": True}
