# dialects: postgresql sqlite
import sqlalchemy as sa
from sqlalchemy.orm import declarative_base

Base = declarative_base()
metadata = Base.metadata


class Spec(Base):
    """Refers to a column of its own that has neither name nor table yet."""

    __tablename__ = "spec"
    id = sa.Column(sa.String(36), primary_key=True)
    specs_id = sa.Column(sa.String(36), sa.ForeignKey(id, ondelete="CASCADE"), index=True)
    named = sa.Column("other_name", sa.Integer, unique=True)
    copy = sa.Column(sa.Integer, sa.ForeignKey(named))


class Part(Base):
    __tablename__ = "part"
    id = sa.Column(sa.Integer, primary_key=True)
    spec_id = sa.Column(sa.ForeignKey(Spec.id))
