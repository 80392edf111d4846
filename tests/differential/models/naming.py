# MetaData with a schema and a naming convention.
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = sa.MetaData(schema="shop", naming_convention=convention)


metadata = Base.metadata


class Shop(Base):
    __tablename__ = "shops"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(20), unique=True, index=True)
    open: Mapped[bool] = mapped_column(sa.Boolean(create_constraint=True, name="open"))
    kind: Mapped[str] = mapped_column(sa.Enum("a", "b", name="kind", inherit_schema=True))
    __table_args__ = (sa.CheckConstraint("name != ''", name="named"),)


class Till(Base):
    __tablename__ = "tills"
    id: Mapped[int] = mapped_column(primary_key=True)
    shop_id: Mapped[int] = mapped_column(sa.ForeignKey("shop.shops.id"))
    other_id: Mapped[int] = mapped_column(sa.ForeignKey(Shop.id, name="fk_other"))
    code: Mapped[str] = mapped_column(sa.String(3), index=True)


class Elsewhere(Base):
    __tablename__ = "elsewhere"
    __table_args__ = {"schema": "other"}
    id: Mapped[int] = mapped_column(primary_key=True)
    till_id: Mapped[int] = mapped_column(sa.ForeignKey("shop.tills.id"))


members = sa.Table(
    "members",
    metadata,
    sa.Column("shop_id", sa.ForeignKey(Shop.id, ondelete="CASCADE"), primary_key=True),
    sa.Column("user", sa.String(20), primary_key=True),
)
