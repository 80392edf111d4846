# SQL expressions, construct by construct: functions.
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

revision = "expression_functions"
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
    op.execute(select(func.count(sa.distinct(t.c.n)), func.count(t.c.n.distinct())))
    op.execute(select(func.count(func.distinct(t.c.n))))
    op.execute(select(t.c.id, select(func.count(u.c.id)).where(u.c.t_id == t.c.id).label("k")))
    op.execute(select(func.now(), func.current_timestamp(), func.current_date(), func.localtime(), func.current_user(), func.sysdate(), func.random(), func.user()))
    op.execute(select(func.coalesce(t.c.n, 0), func.coalesce(t.c.s, "x"), func.coalesce(None, t.c.s), func.nullif(t.c.s, "")))
    op.execute(select(func.count(), func.count("*"), func.count(t.c.id), func.count(1), func.count(text("*"))))
    op.execute(select(func.concat("a", t.c.s, 1), func.char_length(t.c.s), func.length(t.c.s), func.lower(t.c.s) + "x", func.upper("a")))
    op.execute(select(func.coalesce(t.c.s, "x") + "y", func.lower(t.c.s) + "y", func.concat(t.c.s, "a") + "y", func.max(t.c.s) + "y", func.min(t.c.n) + 1, func.sum(t.c.n) + 1))
    op.execute(select(func.now() + 1, func.count() + 1, func.char_length(t.c.s) + 1, func.length(t.c.s) + 1))
    op.execute(select(func.substr(t.c.s, 1, 3), func.substring(t.c.s, 2), func.trim(t.c.s), func.replace(t.c.s, "a", "b"), func.round(t.c.num, 2), func.abs(t.c.n)))
    op.execute(select(func.pg_catalog.version(), func.my_schema.MyFunc(1), func.MixedCase(2), func.UPPER("x"), func.date(t.c.dt)))
    op.execute(select(func.cube(t.c.id), func.rollup(t.c.id, t.c.n), func.grouping_sets(t.c.id, t.c.n)))
    op.execute(select(func.count()).group_by(func.rollup(t.c.id, t.c.n)))
    op.execute(select(func.now(type_=sa.Date), func.foo(1, type_=sa.String) + "x"))
    op.execute(select(func.max(t.c.id)).select_from(t))
    op.execute(select(func.count()).select_from(t))
    op.execute(select(func.count()).select_from(t).where(t.c.id == 1))
    op.execute(select(t.c.id).group_by(t.c.id, t.c.s).having(func.count() > 1).having(func.max(t.c.n) < 5))
    op.execute(select(t.c.id, func.count().label("k")).group_by("id").order_by("k").order_by(desc("k")))
    op.execute(select(t.c.id, func.count().label("k")).group_by(t.c.id).having(text("k > 1")).order_by(desc("k"), asc("id")))
    op.execute(select(t.c.id).add_columns(t.c.s, func.now()))
    op.execute(select(t.c.dt).where(t.c.dt > datetime.datetime(2020, 1, 2, 3, 4, 5, 678), t.c.d == datetime.date(2020, 1, 1), t.c.dt < func.now()))
    op.execute(select(t.c.id).where(func.foo(t.c.x) == "a", func.foo(t.c.x) == 1, func.foo(t.c.s, 1) > 3))
    op.execute(select(sa.func.now().label("n")).where(t.c.id == 1))
    op.execute(select(func.lower(t.c.s).label("q")).group_by(func.lower(t.c.s).label("q")))
    op.execute(sa.select(sa.func.count(sa.text("*"))).select_from(T))
    op.execute(sa.select(sa.func.count("*")).select_from(T).where(T.c.id > 1))


def downgrade():
    pass
