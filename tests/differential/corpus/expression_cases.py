# SQL expressions, construct by construct: cases.
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

revision = "expression_cases"
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
    op.execute(select(t.c.id).where(case((t.c.id == 1, True), else_=False)))
    op.execute(select(t.c.id).where(case((t.c.id == 1, t.c.b), else_=t.c.b)))
    op.execute(select(t.c.id).where(case((t.c.b, true()), else_=false())))
    op.execute(select(case((t.c.id == 1, "a"), (t.c.id == 2, "b"), else_="c")))
    op.execute(select(case({1: "a", 2: "b"}, value=t.c.id, else_="c")))
    op.execute(select(case({"x": 1}, value=t.c.s)))
    op.execute(select(case((t.c.id == 1, t.c.n))))
    op.execute(select(case((t.c.id > 1, None), else_=t.c.n)))
    op.execute(select(case((t.c.s.is_(None), literal("a")), else_=t.c.s).label("q")))
    op.execute(select(case((t.c.id == 1, 1), else_=0) + 1))
    op.execute(select(func.sum(case((t.c.b == True, 1), else_=0))))
    op.execute(select(t.c.id).where(case((t.c.id == 1, 1), else_=0) == 1))
    op.execute(select(t.c.id).order_by(case((t.c.id == 1, 0), else_=1), case({1: 2}, value=t.c.n).desc()))
    op.execute(select(case((and_(t.c.id == 1, t.c.n == 2), 1), (or_(t.c.b, ~t.c.b), 2))))
    op.execute(select(case((t.c.b, 1))))
    op.execute(select(case((~t.c.b, 1))))
    op.execute(select(case((t.c.id == 1, case((t.c.n == 1, "x"), else_="y")), else_="z")))


def downgrade():
    pass
