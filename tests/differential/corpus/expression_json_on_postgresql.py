# SQL expressions, construct by construct: json.
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

revision = "expression_json_on_postgresql"
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
    op.execute(select(t.c.jb["a"].astext, t.c.jb["a"]["b"].astext, t.c.jb[("a", "b")].astext, t.c.jb[1].astext))
    op.execute(select(t.c.jb["a"]["b"].astext.cast(sa.Integer)))
    op.execute(select(t.c.id).where(t.c.jb["a"].astext == "x"))
    op.execute(select(t.c.id).where(t.c.jb["a"].astext.cast(sa.Boolean)))
    op.execute(select(t.c.id).where(t.c.jb["a"].cast(sa.String) == '"x"'))
    op.execute(select(t.c.id).where(t.c.jb.has_key("a"), t.c.jb.has_any(pg.array(["a", "b"])), t.c.jb.has_all(pg.array(["a"]))))
    op.execute(select(t.c.id).where(~t.c.jb.has_key("a")))
    op.execute(select(t.c.id).where(t.c.jb["a"]["b"].has_key("c")))
    op.execute(select(t.c.jb.delete_path(["a", "b"]), t.c.jb.delete_path(pg.array(["a"]))))
    op.execute(select(t.c.jb.path_exists("$.a"), t.c.jb.path_match("$.a == 1")))
    op.execute(t.update().values(jb=t.c.jb - "a"))
    op.execute(t.update().values(jb=t.c.jb.op("-")("x")))
    op.execute(t.update().values(jb=func.jsonb_set(t.c.jb, "{a}", '"x"')))
    op.execute(t.update().values(jb=t.c.jb.op("#-")(text("'{a,b}'"))))
    op.execute(t.update().values(jb=t.c.jb.op("#-")("{a,b}")))
    op.execute(select(t.c.jb.op("->>")("a"), t.c.jb.op("->")("a").op("->>")("b")))
    op.execute(select(t.c.id).where(t.c.jb.op("->>")("a") == "x"))
    op.execute(select(t.c.id).where(t.c.jb.op("?")("a")))
    op.execute(select(t.c.id).where(t.c.jb.op("@>")('{"a": 1}')))
    op.execute(select(t.c.id).where(t.c.jb.op("@>", is_comparison=True)('{"a": 1}')))
    op.execute(select(t.c.id).where(not_(t.c.jb.bool_op("@?")("$.a"))))
    op.execute(select(func.jsonb_typeof(t.c.jb), func.jsonb_array_length(t.c.jb["a"])))


def downgrade():
    pass
