# dialects: postgresql sqlite
# Mapped[...] annotations and what is made of them.
import datetime
import decimal
import enum
import uuid
from typing import Annotated, Any, Dict, List, Literal, Optional, Union

from sqlalchemy import JSON, BigInteger, DateTime, ForeignKey, Numeric, String, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Status(enum.Enum):
    open = "o"
    closed = "c"


class Colour(str, enum.Enum):
    RED = "red"
    GREEN = "green"


intpk = Annotated[int, mapped_column(primary_key=True)]
timestamp = Annotated[datetime.datetime, mapped_column(DateTime(timezone=True), server_default=func.now())]
str30 = Annotated[str, 30]
required = Annotated[str, mapped_column(String(40), nullable=False, index=True)]
owner = Annotated[int, mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))]


class Base(DeclarativeBase):
    type_annotation_map = {
        str30: String(30),
        Dict[str, Any]: JSON,
        dict[str, int]: JSON(none_as_null=True),
        decimal.Decimal: Numeric(12, 4),
        datetime.datetime: DateTime(timezone=True),
    }


metadata = Base.metadata


class Account(Base):
    __tablename__ = "accounts"

    id: Mapped[intpk]
    created: Mapped[timestamp]
    name: Mapped[str30]
    nick: Mapped[Optional[str30]]
    code: Mapped[required]
    plain: Mapped[str]
    maybe: Mapped[Optional[str]]
    other: Mapped[str | None]
    third: Mapped[Union[int, None]]
    number: Mapped["int"]
    flag: Mapped[bool] = mapped_column(default=False)
    ratio: Mapped[float]
    raw: Mapped[bytes]
    amount: Mapped[decimal.Decimal]
    day: Mapped[datetime.date]
    at: Mapped[Optional[datetime.datetime]]
    time: Mapped[datetime.time]
    span: Mapped[datetime.timedelta]
    key: Mapped[uuid.UUID] = mapped_column(unique=True)
    status: Mapped[Status]
    colour: Mapped[Optional[Colour]] = mapped_column(default=Colour.RED)
    level: Mapped[Literal["low", "high"]]
    extra: Mapped[Dict[str, Any]]
    counts: Mapped[Optional[dict[str, int]]]
    sized: Mapped[str] = mapped_column(String(17), nullable=True)
    big: Mapped[int] = mapped_column(BigInteger, index=True)
    items: Mapped[List["Item"]] = relationship(back_populates="account")


class Item(Base):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[owner]
    parent_id: Mapped[Optional[int]] = mapped_column(ForeignKey("items.id"))
    account: Mapped["Account"] = relationship(back_populates="items")
    title = mapped_column(String(20))
