# SQL expressions, construct by construct: which side of a comparison stands first.
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

revision = "expression_sides"
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
    op.execute(select(column("id") == T.c.id, T.c.id == column("id"), column("a") < column("b"), column("n") + T.c.n))
    op.execute(select(T.c.id).where(column("id") >= T.c.id).where(literal_column("q") != T.c.id).where(T.c.id == literal_column("q")))
    op.execute(select(T.c.id).where(t.c.id == T.c.id).where(T.c.n == t.c.n).where(t.c.n < u.c.n))
    op.execute(select(func.foo(T.c.n) == func.max(T.c.id), func.max(T.c.id) == func.foo(T.c.n), func.min(T.c.id) == func.max(T.c.id)))
    op.execute(select(T.c.id).where(literal(3) < column("z")).where(column("id") == T.c.n + 1).where(func.lower("A") == T.c.name))
    op.execute(select(T.c.id).where(3 == T.c.id).where("x" != T.c.name).where(literal("x") == T.c.name).where(bindparam("q", 3) == T.c.id))
    sub = select(U.c.id, U.c.name.label("title"), func.count().label("number")).group_by(U.c.id).subquery("sub")
    op.execute(select(T.c.id).where(sub.c.id == T.c.id).where(sub.c.title == T.c.name).where(sub.c.number == T.c.n).where(T.c.n == sub.c.number))
    row = func.json_each(t.c.j).table_valued("value", name="r")
    op.execute(select(T.c.id).where(row.c.value == T.c.id).where(T.c.id == row.c.value))


def downgrade():
    pass
