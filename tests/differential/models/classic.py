# declarative_base() and Column, as most older applications have it.
import datetime

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, Numeric, String, Text, func, text
from sqlalchemy.orm import backref, declarative_base, deferred, relationship

Base = declarative_base()
metadata = Base.metadata


class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    name = Column(String(50), nullable=False, index=True)
    email = Column("email_address", String(255), unique=True)
    active = Column(Boolean, nullable=False, default=True, server_default=sa.true())
    balance = Column(Numeric(10, 2), server_default="0")
    created = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)
    updated = Column(DateTime, default=datetime.datetime.utcnow, onupdate=datetime.datetime.utcnow)
    about = deferred(Column(Text))
    note = Column(Text, server_default=text("'none'"), comment="What they say")
    posts = relationship("Post", backref=backref("author", lazy="joined"))

    def __repr__(self):
        return self.name

    @property
    def is_rich(self):
        return self.balance > 10


class Post(Base):
    __tablename__ = "posts"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "title", name="uq_posts_title"),
        sa.CheckConstraint("length(title) > 0", name="ck_title"),
        {"comment": "What users write"},
    )

    id = Column(sa.BigInteger, primary_key=True, autoincrement=True)
    user_id = Column(ForeignKey("users.id", ondelete="CASCADE"), nullable=False)
    editor_id = Column(Integer, ForeignKey(User.id))
    title = Column(sa.Unicode(100), nullable=False)
    body = Column(sa.UnicodeText)
    data = Column(sa.LargeBinary)
    rating = Column(sa.Float)
    parent_id = Column(sa.BigInteger, ForeignKey("posts.id"))


sa.Index("ix_posts_user_title", Post.user_id, Post.title.desc())
sa.Index("ix_posts_lower", func.lower(Post.title))
