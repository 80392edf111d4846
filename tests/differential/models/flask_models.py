# Flask-SQLAlchemy: db.Model with names of its own making.
import enum

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import declared_attr

db = SQLAlchemy()
metadata = db.metadata


class Kind(enum.Enum):
    one = 1
    two = 2


class Stamped:
    created = db.Column(db.DateTime, server_default=db.func.now())

    @declared_attr
    def owner_id(cls):
        return db.Column(db.Integer, db.ForeignKey("user_account.id"))


tags = db.Table(
    "post_tags",
    db.Column("post_id", db.Integer, db.ForeignKey("blog_post.id"), primary_key=True),
    db.Column("tag_id", db.Integer, db.ForeignKey("html_tag.id"), primary_key=True),
)


class UserAccount(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), unique=True, nullable=False)
    type = db.Column(db.String(10))
    __mapper_args__ = {"polymorphic_on": type, "polymorphic_identity": "user"}


class Admin(UserAccount):
    level = db.Column(db.Integer)
    __mapper_args__ = {"polymorphic_identity": "admin"}


class BlogPost(Stamped, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    kind = db.Column(db.Enum(Kind))
    title = db.Column(db.String(100), index=True)
    tags = db.relationship("HTMLTag", secondary=tags, lazy="subquery", backref=db.backref("posts", lazy=True))


class HTMLTag(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Base(db.Model):
    __abstract__ = True
    id = db.Column(db.Integer, primary_key=True)


class OldStyle2Name(Base):
    __table_args__ = (db.UniqueConstraint("a", "b"),)
    a = db.Column(db.Integer)
    b = db.Column(db.Integer)
