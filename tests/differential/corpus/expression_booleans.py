# SQL expressions, construct by construct: booleans.
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

revision = "expression_booleans"
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
    op.execute(select(t.c.id).where(t.c.n.between(1, 5), ~t.c.n.between(1, 5), sa.between(t.c.n, 1, t.c.id), not_(t.c.n.between(1, 5))))
    op.execute(select(t.c.id).where(t.c.n.not_in([])))
    op.execute(select(t.c.id).where(t.c.n.is_(None), t.c.n.isnot(None), t.c.n.is_not(None), t.c.b.is_(True), t.c.b.is_(False), t.c.b.is_not(True), t.c.n.is_(sa.null()), t.c.b.isnot(False)))
    op.execute(select(t.c.id).where(t.c.n == None, t.c.n != None, t.c.b == True, t.c.b != False, t.c.b == false(), t.c.b == true()))
    op.execute(select(t.c.id).where(t.c.b, ~t.c.b, not_(t.c.b)))
    op.execute(select(t.c.id).where(true(), t.c.n == 1))
    op.execute(select(t.c.id).where(false()))
    op.execute(select(t.c.id).where(not_(true())))
    op.execute(select(t.c.id).where(and_(t.c.n == 1), or_(t.c.n == 2)))
    op.execute(select(t.c.id).where(and_(*[t.c.n == i for i in range(3)]), or_(*[t.c.n == i for i in range(3)])))
    op.execute(select(t.c.id).where(not_(not_(t.c.n == 1)), ~~t.c.b))
    op.execute(select((t.c.n == 1).label("q"), t.c.n > 1, t.c.n == t.c.id, and_(t.c.n == 1, t.c.b), t.c.b == True, ~t.c.b))
    op.execute(select(sa.column("x", is_literal=True)))
    op.execute(select(t.c.id).where(t.c.e == "a", t.c.e != "b", t.c.e.is_(None)))


def downgrade():
    pass
