# SQL expressions, construct by construct: ctes.
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

revision = "expression_ctes"
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
    c = select(t.c.id, t.c.n).where(t.c.n > 1).cte("c")
    op.execute(select(c))
    c = select(t.c.id, t.c.n).cte()
    op.execute(select(c.c.id))
    c = select(t.c.id, t.c.n).cte("c")
    op.execute(T.update().where(T.c.id == c.c.id).values(n=c.c.n))
    c = select(t.c.id, t.c.n).cte("c")
    op.execute(T.delete().where(T.c.id.in_(select(c.c.id))))
    c = select(t.c.id, t.c.n).cte("c")
    op.execute(T.insert().from_select(["id", "n"], select(c.c.id, c.c.n)))
    c = select(t.c.id, t.c.n).cte("c")
    op.execute(T.insert().from_select(["id", "n"], c.select()))
    c = t.insert().values(n=1).returning(t.c.id).cte("ins")
    op.execute(select(c.c.id))
    c = t.update().values(n=1).returning(t.c.id).cte("upd")
    op.execute(u.insert().from_select(["id"], select(c.c.id)))
    c = t.delete().where(t.c.n == 1).returning(t.c.id, t.c.s).cte("gone")
    op.execute(u.insert().from_select(["id", "s"], select(c)))
    c = t.delete().cte("gone")
    op.execute(select(u.c.id).add_cte(c))
    c = t.delete().returning(t.c.id).cte("gone")
    op.execute(u.delete().where(u.c.id.in_(select(c.c.id))))
    c = select(t.c.id).cte("c")
    op.execute(u.update().values(id=1).add_cte(c))
    c = select(t.c.id).cte("c", nesting=True)
    op.execute(select(u.c.id).where(u.c.id.in_(select(c.c.id))))
    c = select(t.c.id).cte("c").prefix_with("MATERIALIZED", dialect="postgresql")
    op.execute(select(c.c.id))
    c = select(t.c.id).cte("c").suffix_with("xx")
    op.execute(select(c.c.id))
    c = select(literal(1).label("n")).cte("c", recursive=True)
    c = c.union_all(select(c.c.n + 1).where(c.c.n < 10))
    op.execute(select(c.c.n))
    c = text("select 1 as a").columns(column("a", sa.Integer)).cte("c")
    op.execute(select(c.c.a))
    a = select(t.c.id).cte("a")
    b = select(a.c.id).cte("b")
    op.execute(select(a.c.id, b.c.id).join(b, a.c.id == b.c.id))
    op.execute(select(union(select(t.c.id), select(u.c.id)).cte("q").c.id))


def downgrade():
    pass
