# SQL expressions, construct by construct: operators of any() and all().
# dialects: postgresql mysql mariadb sqlite
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

revision = "expression_quantifier_operators"
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
    ops = sa.sql.operators
    op.execute(select(t.c.arr.any(5), t.c.arr.all(5, operator=ops.gt), t.c.arr.any(5, operator=ops.lt), t.c.arr.all(5, operator=ops.ne)))
    op.execute(select(t.c.tags.any("x"), t.c.tags.any("x%", operator=ops.like_op), t.c.tags.all("x%", operator=ops.not_like_op)))
    op.execute(select(pg.Any(5, t.c.arr), pg.All(5, t.c.arr), pg.Any("a", t.c.tags, operator=ops.ge)))
    op.execute(select(T).where(5 == any_(select(U.c.id).scalar_subquery())).where(T.c.id > all_(select(U.c.id).scalar_subquery())))


def downgrade():
    pass
