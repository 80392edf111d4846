# SQL expressions, construct by construct: parameters.
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

revision = "expression_parameters"
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
    op.execute(text(repr(select(t.c.id, t.c.s).selected_columns.keys()).replace("'", "")))
    op.execute(text(repr(list(T.c.keys())).replace("'", "")))
    op.execute(select(t.c.id).where(t.c.id == bindparam("q", 5)))
    op.execute(select(t.c.id).where(t.c.id == bindparam("q", 5, literal_execute=True)))
    op.execute(text("SELECT :a, :b").bindparams(a=1, b="x"))
    op.execute(text("SELECT 1 WHERE 2 IN :ids").bindparams(bindparam("ids", [1, 2], expanding=True)))
    op.execute(text("SELECT 1 WHERE 2 IN :ids").bindparams(bindparam("ids", value=["a", "b"], expanding=True)))
    op.execute(text("SELECT :a").bindparams(bindparam("a", datetime.date(2020, 1, 2))))
    op.execute(select(literal("a"), literal(1), literal(None), literal(True), literal(1.5), literal(decimal.Decimal("1.25")), literal(datetime.date(2020, 1, 2)), literal(datetime.datetime(2020, 1, 2, 3, 4, 5)), literal("a").label("q"), literal("x", sa.String), literal("5", sa.Integer) if False else literal(5)))
    op.execute(select("*").select_from(t) if False else select(text("*")).select_from(t))
    op.execute(select(column("a")).select_from(text("foo")).where(column("b") == 5))
    op.execute(select(t.c.id).where(text("id = :v").bindparams(v=5)))
    op.execute(select(t.c.id).where(text("a = 1 or b = 2"), t.c.id == 1))


def downgrade():
    pass
