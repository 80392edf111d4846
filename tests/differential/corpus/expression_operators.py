# SQL expressions, construct by construct: operators.
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

revision = "expression_operators"
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
    op.execute(select(t.c.id).where((t.c.n + 1) == 5))
    op.execute(select(t.c.id).where(~(t.c.n == 1), ~(t.c.n > 1), ~(t.c.n >= 1), ~(t.c.n < 1), ~(t.c.n <= 1), ~(t.c.n != 1)))
    op.execute(select(t.c.n.bitwise_and(1), t.c.n.bitwise_or(2), t.c.n.bitwise_xor(3), t.c.n.bitwise_not(), t.c.n.bitwise_lshift(1), t.c.n.bitwise_rshift(2)))
    op.execute(select(t.c.n.bitwise_and(1) + 1, (t.c.n + 1).bitwise_and(1), t.c.n.bitwise_and(1).bitwise_or(2)))
    op.execute(select(t.c.id).where(t.c.n.bitwise_and(1) == 1, t.c.n.op("&")(1) == 1, t.c.n.op("&")(1) > 0))
    op.execute(select(t.c.id).where(t.c.n.op("&")(t.c.id) != 0))
    op.execute(select(sa.bitwise_not(t.c.n)))
    op.execute(select(t.c.n.op("+")(1).op("*")(2), t.c.n.op("+", precedence=5)(1), t.c.n.op("**", precedence=20)(2) + 1))
    op.execute(select(t.c.s.op("||")("x"), t.c.s.op("~")("x"), t.c.s.op("SIMILAR TO")("x"), t.c.s.concat("x"), t.c.s.concat(t.c.x)))
    op.execute(select(t.c.n.op("AT TIME ZONE")("UTC"), t.c.dt.op("AT TIME ZONE")(text("'UTC'"))))
    op.execute(select((t.c.n + 1) - (t.c.id - 2), t.c.n - 1 - 2, t.c.n - (t.c.id - 1), t.c.n * t.c.id * 2, t.c.n / (t.c.id / 2), t.c.n + t.c.id + 1))
    op.execute(select(t.c.n / 2, t.c.num / 2, t.c.f / 2, t.c.n / t.c.id, t.c.n // t.c.id, t.c.f // 2, t.c.n % 3, -t.c.n, -(t.c.n + 1), t.c.n / 2.0))


def downgrade():
    pass
