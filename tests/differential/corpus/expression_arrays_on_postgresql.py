# SQL expressions, construct by construct: arrays.
# dialects: postgresql
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

revision = "expression_arrays_on_postgresql"
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
    op.execute(select(t.c.arr[1], t.c.arr[1:3], t.c.arr + [1], t.c.arr + t.c.arr, t.c.tags + ["x"]))
    op.execute(select(t.c.id).where(t.c.arr.contains([1]), t.c.arr.contained_by([1, 2]), t.c.arr.overlap([1])))
    op.execute(select(t.c.id).where(t.c.tags.contains(["a"]), t.c.tags.overlap(["a", "b"])))
    op.execute(select(t.c.id).where(t.c.tags.contains(pg.array(["a"]))))
    op.execute(select(t.c.id).where(t.c.tags == ["a", "b"], t.c.tags == [], t.c.arr != [1]))
    op.execute(select(t.c.id).where(t.c.arr[1] == 5, t.c.arr[1] > t.c.n))
    op.execute(select(t.c.id).where(func.array_length(t.c.arr, 1) > 0))
    op.execute(select(pg.array([1, 2, 3]), pg.array(["a", t.c.s]), pg.array([1]) + pg.array([2]), pg.array([], type_=sa.Integer)))
    op.execute(select(pg.array([pg.array([1, 2]), pg.array([3, 4])])))
    op.execute(t.insert().values(arr=[1, 2], tags=["a", "b'c"]))
    op.execute(t.insert().values(arr=[], tags=None))
    op.execute(t.update().values(tags=func.array_remove(t.c.tags, "x")))
    op.execute(t.update().values(tags=func.array_append(t.c.tags, "x")))
    op.execute(t.update().values(tags=pg.array(["a"])))
    op.execute(t.update().values(tags=cast([], pg.ARRAY(sa.String))))
    op.execute(t.update().values(tags=cast(pg.array([]), pg.ARRAY(sa.String))))


def downgrade():
    pass
