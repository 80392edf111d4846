# SQL expressions, construct by construct: selects.
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

revision = "expression_selects"
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
    op.execute(select(t.c.id).where((t.c.s + "x") == t.c.x))
    op.execute(select(t.c.id).where((t.c.s + "x") == u.c.s))
    op.execute(select(t.c.id).where("x" + t.c.s == u.c.s))
    op.execute(select(t.c.id).where(5 == t.c.n))
    op.execute(select(t.c.id).where(5 < t.c.n))
    op.execute(select(5 - t.c.n, 5 / t.c.n, 5 * t.c.n, 5 % t.c.n, 5 // t.c.n, 5 + t.c.n))
    op.execute(select(sa.collate(t.c.s, "C")))
    op.execute(select(t.c.id).where(t.c.s.collate("nocase") == "x"))
    op.execute(select(t.c.id).where(sa.collate(t.c.s, "nocase") == u.c.s))
    op.execute(select(T.c.id).with_statement_hint("hint xx"))
    op.execute(select(T.c.id).prefix_with("SQL_NO_CACHE", dialect="mysql"))
    op.execute(select(T.c.id).prefix_with("ALL"))
    op.execute(select(T.c.id).suffix_with("xx"))
    op.execute(select(t.c.id).where(t.c.d.between(datetime.date(2020, 1, 1), datetime.date(2021, 1, 1))))
    op.execute(select(t.c.id).where(t.c.n))
    op.execute(select(t.c.id).where((t.c.n == 1) & (t.c.s == "a") | (t.c.n == 2) & ~(t.c.s == "b")))
    op.execute(select(t.c.id).where(((t.c.n == 1) | (t.c.n == 2)) & (t.c.n == 3)))
    op.execute(select(t.c.id).where(~((t.c.n == 1) | (t.c.n == 2)), ~((t.c.n == 1) & (t.c.n == 2))))
    op.execute(select((t.c.s + "a") + "b", t.c.s + ("a" + t.c.x), t.c.s + t.c.n, t.c.x + "a", t.c.x + 1, t.c.x + t.c.s))
    op.execute(select(literal_column("1"), literal_column("'a'").label("q"), literal_column("x.y"), literal_column("a", sa.String) + "b", literal_column("a") == "b"))
    op.execute(select(t))
    op.execute(select(t.c))
    op.execute(select(t, u))
    op.execute(select(*t.c))
    op.execute(select(*[c for c in t.c if c.name != "id"]))
    op.execute(select(t.c.id).slice(5, 10))
    op.execute(select(t.c.id).with_only_columns(t.c.s))
    op.execute(select(t.c.id).reduce_columns())
    op.execute(select(t.c.id, u.c.id).set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL))
    op.execute(select(t.c.id, u.c.id))
    op.execute(select(t.c.id, t.c.id, t.c.id))
    op.execute(select(T.c.id, T.c.name.label("id")))
    op.execute(select(column("a"), column("b", sa.Integer) + 1).select_from(table("foo")))
    op.execute(select(table("s", column("a"), schema="sch").c.a))
    op.execute(select(t.c.id).select_from(t).select_from(u))
    op.execute(select(t.c.id).where(t.c.num == decimal.Decimal("1.50"), t.c.f == 1.5, t.c.n == 1.5, t.c.num > 3))
    op.execute(select(t.c.id).where(t.c.s == "it's", t.c.s == "back\\slash", t.c.s == "per%cent", t.c.s == "co:lon", t.c.s == "uni é"))
    op.execute(select(t.c.id).where(t.c.x == "a", t.c.x == 1, t.c.x == True, t.c.x == 1.5, t.c.x == datetime.date(2020, 1, 1), t.c.x == None))
    op.execute(select(t.c.id.label("zz")).where(t.c.id.label("zz") == 3))
    op.execute(T.select())
    op.execute(t.select())
    op.execute(str(select(t.c.id).where(t.c.s == "x").compile(compile_kwargs={"literal_binds": True})))
    op.execute(str(select(t.c.id).where(t.c.s == "x").compile(dialect=pg.dialect(), compile_kwargs={"literal_binds": True})))
    op.execute(str(select(t.c.id).where(t.c.s == "x")))


def downgrade():
    pass
