# SQL expressions, construct by construct: windows.
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

revision = "expression_windows"
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
    op.execute(select(func.sum(t.c.n).over()))
    op.execute(select(func.sum(t.c.n).over(partition_by=t.c.s, order_by=t.c.id)))
    op.execute(select(func.sum(t.c.n).over(partition_by=[t.c.s, t.c.x], order_by=[t.c.id.desc(), t.c.n])))
    op.execute(select(func.sum(t.c.n).over(order_by=t.c.id, rows=(None, 0))))
    op.execute(select(func.sum(t.c.n).over(order_by=t.c.id, rows=(-2, 3))))
    op.execute(select(func.sum(t.c.n).over(order_by=t.c.id, rows=(1, None))))
    op.execute(select(func.sum(t.c.n).over(order_by=t.c.id, rows=(-3, -1))))
    op.execute(select(func.sum(t.c.n).over(order_by=t.c.id, rows=(None, None))))
    op.execute(select(func.sum(t.c.n).over(order_by=t.c.id, range_=(None, 0))))
    op.execute(select(func.sum(t.c.n).over(order_by=t.c.id, range_=(-5, 5))))
    op.execute(select(func.sum(t.c.n).over(order_by=t.c.id, groups=(-1, 1))))
    op.execute(select(func.row_number().over(order_by=t.c.id).label("rn")))
    op.execute(select(func.row_number().over(order_by="id").label("rn"), t.c.id))
    op.execute(select(sa.over(func.rank(), order_by=t.c.n)))
    op.execute(select(func.first_value(t.c.n).over(order_by=t.c.id), func.lag(t.c.n, 1).over(order_by=t.c.id), func.ntile(4).over(order_by=t.c.id)))
    op.execute(select(func.sum(t.c.n).filter(t.c.n > 1).over(partition_by=t.c.s)))
    op.execute(select(func.cume_dist().over(order_by=t.c.id), func.percent_rank().over(order_by=t.c.id), func.dense_rank().over(order_by=t.c.id)))


def downgrade():
    pass
