# SQL expressions, construct by construct: updates.
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

revision = "expression_updates"
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
    op.execute(t.update().where(t.c.id == 1).values({t.c.n: t.c.n + 1, "s": "x"}))
    op.execute(t.update().values(n=case((t.c.b, 1), else_=0)))
    op.execute(t.update().where(t.c.id == u.c.t_id).values(s=u.c.s))
    op.execute(T.update().where(T.c.id == U.c.id).values(name=U.c.name))
    op.execute(T.update().where(T.c.u_id == U.c.id).values({T.c.name: U.c.name, T.c.n: 7}))
    op.execute(T.update().values(name="x").returning(T.c.id))
    op.execute(T.update().values(name="x").where(T.c.id == 1).returning(T))
    op.execute(T.update().ordered_values((T.c.name, "x"), (T.c.id, 3)))
    op.execute(T.update().values({T.c.name: None, "n": sa.null()}))
    op.execute(T.update().values(name=T.c.name + "_x"))
    op.execute(T.update().values(name="a" + T.c.name))
    op.execute(T.update().values(name=func.concat(T.c.name, "_", T.c.id)))
    op.execute(T.update().values(name=cast(T.c.id, sa.String) + "q"))
    op.execute(T.update().values(n=T.c.n * 2 + 1))
    op.execute(T.update().values(n=(T.c.n + 1) * 2))
    op.execute(T.update().values(n=-T.c.n))
    op.execute(T.update().values(n=bindparam("zz", 5)).where(T.c.id == bindparam("yy", 3)))
    op.execute(T.update().where(T.c.id == bindparam("b_id"), T.c.n == 2).values(name=bindparam("q")))
    op.execute(T.update().values(name=case((T.c.id == 1, "a"), else_=T.c.name)))
    op.execute(T.update().values(name=case({1: "a", 2: "b"}, value=T.c.id)))
    op.execute(t.update().values(e=case((t.c.e == "a", "b"), else_="a")))
    op.execute(t.update().values(b=case((t.c.n > 1, True), else_=False)))
    op.execute(update(t).where(t.c.b == sa.true()).values(b=sa.false()))
    op.execute(update(t).where(t.c.b).values(b=~t.c.b))
    op.execute(update(t).values(b=t.c.n > 1, s=t.c.n))
    op.execute(update(t).values(dt=func.now(), d=datetime.date(2020, 1, 1), num=decimal.Decimal("1.5"), f=2, e="a", u=None))
    op.execute(t.update().where(t.c.s == op.inline_literal("x")).values({"s": op.inline_literal("y")}))


def downgrade():
    pass
