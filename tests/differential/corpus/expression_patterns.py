# SQL expressions, construct by construct: patterns.
# modes: offline
# needs: SQLAlchemy 2.0
from alembic import op
import datetime
import decimal
import uuid
import sqlalchemy as sa
from sqlalchemy import all_, and_, any_, asc, bindparam, case, cast, column, delete, desc, exists, extract, false, func, insert
from sqlalchemy import lateral, literal, literal_column, not_, null, or_, select, table, text, true, tuple_, type_coerce
from sqlalchemy import union, union_all, update
from sqlalchemy.dialects import mysql, postgresql as pg, sqlite

revision = "expression_patterns"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("s", sa.String), sa.column("n", sa.Integer), sa.column("f", sa.Float),
             sa.column("num", sa.Numeric(10, 2)), sa.column("b", sa.Boolean), sa.column("d", sa.Date), sa.column("dt", sa.DateTime),
             sa.column("j", sa.JSON), sa.column("jb", pg.JSONB), sa.column("arr", pg.ARRAY(sa.Integer)),
             sa.column("tags", pg.ARRAY(sa.String)), sa.column("u", sa.Uuid), sa.column("us", sa.Uuid(as_uuid=False)),
             sa.column("e", sa.Enum("a", "b", name="en")), sa.column("x"))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("s", sa.String), sa.column("n", sa.Integer))
m = sa.MetaData()
T = sa.Table("Tab", m, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(30)),
             sa.Column("u_id", sa.Integer, sa.ForeignKey("usr.id")), sa.Column("n", sa.Integer))
U = sa.Table("usr", m, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(30)), sa.Column("boss", sa.Integer))


def upgrade():
    op.execute(select(func.lower(t.c.s) == "x", func.lower(t.c.s).label("q"), func.lower(t.c.s).like("a%")))
    op.execute(select(t.c.id).where(t.c.s.ilike("%x%"), t.c.s.notilike("x"), ~t.c.s.ilike("y"), t.c.s.not_ilike("y", escape="!")))
    op.execute(select(t.c.id).where(t.c.s.like("%x%"), t.c.s.notlike("x"), ~t.c.s.like("y"), t.c.s.like("a/%", escape="/"), t.c.s.like(t.c.x)))
    op.execute(select(t.c.id).where(t.c.s.like("10%%"), t.c.s.like("a\\_b")))
    op.execute(select(t.c.id).where(t.c.s.startswith("a"), t.c.s.endswith("b"), t.c.s.contains("c")))
    op.execute(select(t.c.id).where(t.c.s.startswith("a%", autoescape=True), t.c.s.endswith("b_", autoescape=True), t.c.s.contains("c/", autoescape=True), t.c.s.contains("x", escape="^"), t.c.s.contains("c^", autoescape=True, escape="^")))
    op.execute(select(t.c.id).where(t.c.s.startswith(t.c.x), t.c.s.contains(u.c.s), ~t.c.s.startswith("z")))
    op.execute(select(t.c.id).where(t.c.s.istartswith("a"), t.c.s.iendswith("b"), t.c.s.icontains("c"), ~t.c.s.icontains("c")))
    op.execute(select(t.c.id).where(t.c.s.istartswith("a", autoescape=True), t.c.s.startswith(func.lower("x"))))
    op.execute(select(t.c.id).where(not_(t.c.s.like("a")), not_(t.c.s.is_(None)), not_(and_(t.c.n == 1, t.c.b))))
    op.execute("select " + str(and_(t.c.id == 1, t.c.s.like("x"))))


def downgrade():
    pass
