# Typed declarative classes: annotations, mixins, inheritance, loading options, bulk changes.
# dialects: postgresql sqlite
# modes: online
# needs: SQLAlchemy 2.0
import datetime
import decimal
import enum
import uuid
from typing import List, Optional
import sqlalchemy as sa
from alembic import op
from sqlalchemy import orm, func, select, update, delete, insert
from sqlalchemy.orm import (DeclarativeBase, Mapped, mapped_column, relationship, Session, sessionmaker, joinedload,
    load_only, scoped_session, aliased, declared_attr, validates, synonym, column_property, selectinload)

revision = "orm_typed"
down_revision = None

class Base(DeclarativeBase):
    pass

class Kind(str, enum.Enum):
    big = "BIG"
    small = "SMALL"

class Hex(sa.types.TypeDecorator):
    impl = sa.String(20)
    cache_ok = True
    def process_bind_param(self, value, dialect):
        return None if value is None else hex(value)
    def process_result_value(self, value, dialect):
        return None if value is None else int(value, 16)

class Stamped:
    created: Mapped[datetime.datetime] = mapped_column(default=lambda: datetime.datetime(2021, 5, 6))
    changed: Mapped[Optional[datetime.datetime]] = mapped_column(sa.DateTime, onupdate=lambda: datetime.datetime(2022, 1, 1))

    @declared_attr
    def group_id(cls):
        return sa.Column(sa.ForeignKey("orm_typed_groups.id"))

    @declared_attr
    def group(cls):
        return relationship("Group")

class Group(Base):
    __tablename__ = "orm_typed_groups"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(40), unique=True)
    items: Mapped[List["Item"]] = relationship(back_populates="group", order_by="Item.title.desc()", overlaps="group")

class Item(Stamped, Base):
    __tablename__ = "orm_typed_items"
    __table_args__ = (sa.UniqueConstraint("title", name="uq_orm_typed_title"), {"comment": "things"})
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    price: Mapped[Optional[decimal.Decimal]] = mapped_column(sa.Numeric(10, 2))
    code: Mapped[Optional[int]] = mapped_column(Hex)
    kind: Mapped[Optional[Kind]] = mapped_column(sa.Enum(Kind, name="orm_typed_kind", values_callable=lambda k: [m.value for m in k]))
    data: Mapped[Optional[dict]] = mapped_column(sa.JSON)
    key: Mapped[uuid.UUID] = mapped_column(default=lambda: uuid.UUID("12345678123456781234567812345678"))
    renamed = mapped_column("other_name", sa.String)
    group = relationship(Group, back_populates="items")
    label = synonym("title")

    @validates("title")
    def check(self, key, value):
        return value.strip()

class Pair(Base):
    __tablename__ = "orm_typed_pairs"
    a: Mapped[int] = mapped_column(primary_key=True)
    b: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[Optional[str]]

class Animal(Base):
    __tablename__ = "orm_typed_animals"
    id = sa.Column(sa.Integer, primary_key=True)
    type = sa.Column(sa.String(20))
    name = sa.Column(sa.String(20))
    __mapper_args__ = {"polymorphic_on": type, "polymorphic_identity": "animal"}

class Dog(Animal):
    __mapper_args__ = {"polymorphic_identity": "dog"}

class Cat(Animal):
    lives = sa.Column(sa.Integer)
    __mapper_args__ = {"polymorphic_identity": "cat"}


def log(*values):
    op.get_bind().execute(
        sa.text("INSERT INTO orm_typed_log (line) VALUES (:line)"), {"line": " ".join(str(value) for value in values)}
    )


def upgrade():
    op.create_table("orm_typed_log", sa.Column("id", sa.Integer, primary_key=True), sa.Column("line", sa.Text))
    bind = op.get_bind()
    Base.metadata.create_all(bind=bind)
    Sessions = sessionmaker(bind=bind)
    with Sessions() as session:
        g1, g2 = Group(name="one"), Group(name="two")
        session.add_all([g1, g2])
        session.flush()
        session.add_all([
            Item(title=" b ", price=decimal.Decimal("1.50"), code=255, kind=Kind.big, data={"x": [1, 2]}, group=g1, renamed="r"),
            Item(title="a", price=2, code=16, kind=Kind.small, data=None, group=g1),
            Item(title="c", group_id=g2.id),
        ])
        session.commit()
        for item in session.query(Item).options(joinedload(Item.group)).order_by(Item.id):
            log(item.id, item.title, item.price, item.code, item.kind, item.data, item.key, item.renamed, item.group.name, item.created, item.changed, item.label)
        log([i.title for i in g1.items], [i.title for i in g2.items])
        item = session.query(Item).filter(Item.code == 255).one()
        item.data = {"y": 1}
        item.renamed = None
        session.commit()
        log(item.changed, item.data, item.renamed)
        log(session.query(Item.kind, func.count(Item.id)).group_by(Item.kind).having(func.count() > 0).order_by(func.count(Item.id), Item.kind).all())
        log(session.query(Item).filter(Item.kind == Kind.small).with_entities(Item.title).all(), session.query(Item).filter(Item.key.in_([uuid.UUID(int=1), item.key])).count())
        other = aliased(Item)
        log(session.query(Item.title, other.title).join(other, other.group_id == Item.group_id).filter(Item.id < other.id).all())
        sub = session.query(Item.group_id, func.max(Item.id).label("top")).group_by(Item.group_id).subquery()
        log(session.query(Group.name, sub.c.top).outerjoin(sub, sub.c.group_id == Group.id).order_by(Group.id).all())
        log(session.query(Item).options(load_only(Item.title)).order_by(Item.title).first().price)
        log(session.execute(select(Group).join(Item, Item.group_id == Group.id).where(Item.title == "c")).scalar_one().name)
        log(session.execute(select(Group.name, Item).join(Item, Group.items).order_by(Item.id)).all()[0][0])
        log(session.scalars(select(Item.title).where(Item.group.has(Group.name == "one")).order_by(Item.title)).all())
        session.execute(insert(Pair), [{"a": 1, "b": 2, "text": "x"}, {"a": 1, "b": 3, "text": "y"}])
        session.execute(update(Pair).where(Pair.b == 3).values(text="z"))
        log(session.get(Pair, (1, 2)).text, session.get(Pair, {"a": 1, "b": 3}).text)
        session.bulk_insert_mappings(Pair, [{"a": 2, "b": n} for n in range(4)])
        session.bulk_save_objects([Pair(a=3, b=1, text="bulk"), Pair(a=3, b=2)])
        session.bulk_update_mappings(Pair, [{"a": 2, "b": 0, "text": "upd"}])
        log(session.query(Pair).order_by(Pair.a, Pair.b).with_entities(Pair.a, Pair.b, Pair.text).all())
        session.execute(delete(Pair).where(Pair.a == 3))
        merged = session.merge(Pair(a=2, b=1, text="merged"))
        session.merge(Pair(a=9, b=9, text="new"))
        session.flush()
        log(merged.text, session.query(Pair).count(), session.query(func.max(Pair.a)).scalar())
        merged.text = "changed"
        log(merged in session.dirty, session.is_modified(merged))
        session.refresh(merged)
        log(merged.text)
        session.add_all([Dog(name="rex"), Cat(name="tom", lives=9), Animal(name="generic")])
        session.commit()
        log([(type(a).__name__, a.name, a.type) for a in session.query(Animal).order_by(Animal.id)], session.query(Cat).one().lives, session.query(Dog).count())
        with session.begin_nested():
            session.add(Pair(a=7, b=7))
        nested = session.begin_nested()
        session.add(Pair(a=8, b=8))
        session.flush()
        nested.rollback()
        log(session.query(Pair).filter(Pair.a.in_([7, 8])).count())
        try:
            with session.begin_nested():
                session.add(Pair(a=7, b=7))
                session.flush()
        except sa.exc.IntegrityError as error:
            log("integrity", type(error).__name__)
        log(session.query(Pair).filter(Pair.a == 7).one_or_none() is not None, session.query(Item).order_by(Item.id.desc()).limit(1).offset(1).one().id)
        log([p.b for p in session.query(Pair).filter_by(a=2).order_by(Pair.b)[1:3]], session.query(Pair).filter_by(a=2).order_by(Pair.b)[0].b)
        log(bool(session.query(sa.exists(sa.select(Item.id).where(Item.title == "zzz"))).scalar()))
        log(session.query(Item).filter(sa.or_(Item.title == "a", Item.price > 1)).order_by(Item.title).all()[0].title, session.query(Item).filter(~Item.group.has(name="two")).count())
        session.commit()
    Scoped = scoped_session(Sessions)
    Scoped.add(Group(name="three"))
    Scoped.commit()
    log(Scoped.query(Group).count())
    Scoped.remove()
    with Session(bind) as session, session.begin():
        session.add(Group(name="four"))
    session = Session(bind)
    group = session.query(Group).filter_by(name="four").first()
    log(group.items, group.id)
    group.items = [Item(title="q"), Item(title="r")]
    session.flush()
    group.items.pop()
    session.flush()
    log([i.title for i in group.items], session.query(Item).filter(Item.group_id.is_(None)).count())
    session.delete(group)
    session.commit()
    log(session.query(Item).filter(Item.group == None).order_by(Item.id).with_entities(Item.title).all())
    try:
        session.query(Item).one()
    except sa.exc.MultipleResultsFound as error:
        log(error)
    try:
        Group(nam="x")
    except TypeError as error:
        log(error)
    session.close()


def downgrade():
    Base.metadata.drop_all(op.get_bind())
    op.drop_table("orm_typed_log")
