# Declarative classes, a session, relationships, queries and what a flush writes.
# dialects: postgresql sqlite
# modes: online
# differs: 1.4 puts the columns of mixins first
import datetime
import enum
import uuid
import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import declarative_base, relationship, Session, sessionmaker, joinedload, load_only, backref
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy import orm

revision = "orm_classic"
down_revision = None

Base = declarative_base()

class Color(enum.Enum):
    red = 1
    green = 2

class Timestamp:
    created = sa.Column(sa.DateTime, default=lambda: datetime.datetime(2020, 1, 2, 3, 4, 5))

link = sa.Table("orm_classic_link", Base.metadata,
    sa.Column("user_id", sa.ForeignKey("orm_classic_users.id"), primary_key=True),
    sa.Column("tag_id", sa.ForeignKey("orm_classic_tags.id"), primary_key=True))

class User(Timestamp, Base):
    __tablename__ = "orm_classic_users"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50), nullable=False)
    nick = sa.Column(sa.String(50), server_default="nobody")
    age = sa.Column(sa.Integer, default=7)
    color = sa.Column(sa.Enum(Color, name="orm_classic_color"))
    active = sa.Column(sa.Boolean, default=True)
    addresses = relationship("Address", back_populates="user", cascade="all, delete-orphan", order_by="Address.id")
    tags = relationship("Tag", secondary=link, backref="users")

    @hybrid_property
    def upper(self):
        return self.name.upper()

    def __repr__(self):
        return f"<User {self.id} {self.name}>"

class Address(Base):
    __tablename__ = "orm_classic_addresses"
    id = sa.Column(sa.Integer, primary_key=True)
    email = sa.Column(sa.String)
    user_id = sa.Column(sa.Integer, sa.ForeignKey("orm_classic_users.id"))
    user = relationship(User, back_populates="addresses")

class Tag(Base):
    __tablename__ = "orm_classic_tags"
    id = sa.Column(sa.Integer, primary_key=True)
    text = sa.Column(sa.String)

class Node(Base):
    __tablename__ = "orm_classic_nodes"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String)
    parent_id = sa.Column(sa.ForeignKey("orm_classic_nodes.id"))
    children = relationship("Node", backref=backref("parent", remote_side=[id]))


def log(*values):
    op.get_bind().execute(
        sa.text("INSERT INTO orm_classic_log (line) VALUES (:line)"), {"line": " ".join(str(value) for value in values)}
    )


def upgrade():
    op.create_table("orm_classic_log", sa.Column("id", sa.Integer, primary_key=True), sa.Column("line", sa.Text))
    bind = op.get_bind()
    Base.metadata.create_all(bind)
    session = Session(bind=bind)
    ann = User(name="ann", addresses=[Address(email="a@x"), Address(email="b@x")], color=Color.red)
    session.add(ann)
    session.add_all([User(name="bob", age=3), User(name="cid", nick="c", active=False)])
    session.flush()
    log(ann.id, ann.nick, ann.age, ann.created, ann.addresses[0].id, ann.addresses[1].user_id)
    log(session.query(User).order_by(User.name.desc()).all())
    log([u.name for u in session.query(User).filter(User.age > 5)], session.query(User).count())
    bob = session.query(User).filter_by(name="bob").one()
    bob.name = "Bob"
    log(session.query(User.id, User.name).filter(User.id == bob.id).all())
    bob.tags.append(Tag(text="t1"))
    session.flush()
    bob.tags.append(Tag(text="t2"))
    session.commit()
    log(bob.tags[1].users, bob.color, ann.color, bob.active, type(bob.created))
    del ann.addresses[0]
    session.commit()
    log(session.query(Address.email).all(), session.query(sa.func.count(Address.id)).scalar())
    log(session.query(User).join(User.addresses).filter(Address.email == "b@x").first())
    log(session.query(User).join(Address).all(), [(u.name, a and a.email) for u, a in session.query(User, Address).outerjoin(Address, Address.user_id == User.id).order_by(User.id)])
    log(session.query(User).filter(User.addresses.any(Address.email.like("b%"))).all(), session.query(Address).filter(Address.user.has(name="ann")).count())
    log(session.execute(sa.select(User).where(User.name == "Bob")).scalars().all(), session.scalars(sa.select(User.name).order_by(User.id)).all())
    log(session.get(User, 1), session.get(User, 99), session.query(User).get(2))
    root = Node(name="root"); kid = Node(name="kid", parent=root); Node(name="kid2", parent=kid)
    session.add(root)
    session.commit()
    log([(n.id, n.name, n.parent_id, n.parent and n.parent.name, len(n.children)) for n in session.query(Node).order_by(Node.id)])
    log(session.query(User).filter(User.name == "cid").update({"age": User.age + 1}), session.query(User).filter(User.name=="cid").one().age)
    log(session.query(User).filter(User.name == "cid").delete(), session.query(User).count())
    session.delete(ann)
    session.commit()
    log(session.query(Address).count(), session.query(User).all())
    try:
        with session.begin_nested():
            session.add(User(name="zed"))
            raise ValueError("x")
    except ValueError:
        pass
    log(session.query(User).count(), bob.upper, bool(session.query(session.query(User).filter_by(name="Bob").exists()).scalar()))
    row = session.query(User.name.label("n"), User.age).first()
    log(row.n, row.age, row)
    session.commit()


def downgrade():
    Base.metadata.drop_all(op.get_bind())
    op.drop_table("orm_classic_log")
