# SQL expressions, construct by construct: membership.
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

revision = "expression_membership"
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
    op.execute(select(t.c.id).where(t.c.id.in_(bindparam("q", [1, 2], expanding=True))))
    op.execute(select(t.c.id).where(t.c.id.in_(bindparam("q", [], expanding=True))))
    op.execute(select(t.c.id).where(t.c.id.in_(bindparam("q", [1, 2], expanding=True, literal_execute=True))))
    op.execute(select(t.c.id).where(t.c.n.in_([1, 2]), t.c.n.not_in([3]), t.c.s.in_(["a", "b"]), t.c.n.notin_([4]), ~t.c.n.in_([5])))
    op.execute(select(t.c.id).where(t.c.n.in_([])))
    op.execute(select(t.c.id).where(~t.c.n.in_([])))
    op.execute(select(t.c.id).where(t.c.s.in_([])))
    op.execute(select(t.c.id).where(t.c.n.in_((1, 2)), t.c.n.in_({3}), t.c.n.in_(x for x in [4, 5])))
    op.execute(select(t.c.id).where(t.c.n.in_([1, None])))
    op.execute(select(t.c.id).where(t.c.n.in_([t.c.id, u.c.id, 5])))
    op.execute(select(t.c.id).where(t.c.n.in_(select(u.c.n)), t.c.n.not_in(select(u.c.n).where(u.c.id == t.c.id))))
    op.execute(select(t.c.id).where(t.c.n.in_(text("(1,2)")), t.c.n.in_(text("select 1"))))
    op.execute(select(t.c.id).where(t.c.e.in_(["a", "b"]), t.c.d.in_([datetime.date(2020, 1, 1)]), t.c.b.in_([True, False]), t.c.num.in_([decimal.Decimal("1.50")])))
    op.execute(select(t.c.id).where(func.lower(t.c.s).in_(["a"])))
    op.execute(select(t.c.id).where(t.c.id == text("3"), t.c.s == text("'a'"), t.c.id.in_(text("1, 2"))))
    op.execute(select(T).where(T.c.u_id.in_(sa.select(U.c.id).where(U.c.name.in_(["a", "b"])))))


def downgrade():
    pass
