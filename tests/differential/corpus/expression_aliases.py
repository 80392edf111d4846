# SQL expressions, construct by construct: aliases.
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

revision = "expression_aliases"
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
    op.execute(text(" ".join(c.name for c in select(t.c.id, t.c.s.label("zz")).subquery().c)))
    op.execute(T.update().where(T.c.id == select(U.c.id).where(U.c.boss == T.c.id).scalar_subquery()).values(name="x"))
    op.execute(T.update().values(name=select(U.c.name).where(U.c.id == T.c.u_id).scalar_subquery()))
    op.execute(T.update().values(name=select(U.c.name).where(U.c.id == T.c.u_id).limit(1).scalar_subquery()))
    a = t.alias("a")
    b = t.alias("b")
    op.execute(select(a.c.id, b.c.id).where(a.c.id < b.c.id))
    a = t.alias()
    b = t.alias()
    op.execute(select(a.c.id, b.c.id).where(a.c.id < b.c.id))
    a = sa.alias(t, "q")
    op.execute(select(a))
    a = select(t.c.id).alias("q")
    op.execute(select(a.c.id).where(a.c.id == 1))
    a = select(t.c.id, func.count().label("k")).group_by(t.c.id).subquery()
    op.execute(select(a.c.id, a.c.k).where(a.c.k > 1))
    a = select(t.c.id, func.count()).group_by(t.c.id).subquery("q")
    op.execute(select(a))
    a = select(t.c.id, u.c.id).subquery("q")
    op.execute(select(a))
    a = T.alias("dup")
    op.execute(T.update().where(T.c.id == a.c.u_id).values(name=a.c.name))
    op.execute(union(select(t.c.id).order_by(t.c.id), select(u.c.id)).subquery().select())
    op.execute(select(union(select(t.c.id), select(u.c.id)).subquery("q").c.id))
    op.execute(select(union(select(t.c.id), select(u.c.id)).alias("q")))
    op.execute(select(select(t.c.id).union(select(u.c.id)).scalar_subquery()))
    op.execute(select(t.c.id, select(func.count()).where(u.c.t_id == t.c.id).scalar_subquery()))
    op.execute(select(t.c.id, select(func.count(u.c.id)).where(u.c.t_id == t.c.id).scalar_subquery().label("k")))
    op.execute(select(t.c.id).where(t.c.n > select(func.avg(u.c.n)).scalar_subquery()))
    op.execute(select(t.c.id).where(select(func.count(u.c.id)).where(u.c.t_id == t.c.id).scalar_subquery() > 3))
    op.execute(select(t.c.id).where(t.c.n == select(func.max(u.c.n)).where(u.c.t_id == t.c.id).correlate(t).scalar_subquery()))
    op.execute(select(t.c.id).where(t.c.n == select(func.max(u.c.n)).where(u.c.t_id == t.c.id).correlate(None).scalar_subquery()))
    op.execute(select(t.c.id).where(t.c.n == select(func.max(u.c.n)).where(u.c.t_id == t.c.id).correlate_except(u).scalar_subquery()))
    op.execute(select(func.count(t.c.id.distinct())).scalar_subquery())
    op.execute(select(t.c.id).where(t.c.n.in_(select(u.c.n).scalar_subquery())))
    op.execute(select(t.c.id, u.c.s).join(u, and_(u.c.t_id == t.c.id, u.c.n > 1)).outerjoin(u.alias("u2"), text("true")))
    op.execute(select(T.c.id).select_from(T.join(U).join(U.alias("b"), text("1 = 1"))))


def downgrade():
    pass
