# SQL expressions, construct by construct: inserts.
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

revision = "expression_inserts"
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
    op.execute(t.insert().values(j=None))
    op.execute(t.insert().values(j=sa.null()))
    op.execute(T.insert().from_select(["id", "name"], select(U.c.id, U.c.name)))
    op.execute(T.insert().from_select([T.c.id, T.c.name], select(U.c.id, U.c.name).where(U.c.id > 3)))
    op.execute(T.insert().from_select(["id", "name"], select(U.c.id, U.c.name), include_defaults=False))
    op.execute(T.insert().from_select(["name"], select(literal("x"))))
    op.execute(T.insert().from_select(["id", "name", "n"], select(U.c.id, literal("x"), func.now())))
    op.execute(U.insert().from_select(["id", "name"], select(T.c.id, sa.null())))
    op.execute(T.insert().values(id=1))
    op.execute(T.insert().values({"id": 1, "name": "x"}))
    op.execute(T.insert().values((1, "x", 2, 3)))
    op.execute(T.insert().values([(1, "x", 2, 3), (2, "y", 3, 4)]))
    op.execute(T.insert().values([{"id": 1, "name": "x"}, {"id": 2, "name": "y"}]))
    op.execute(T.insert().values({T.c.id: 1, T.c.name: func.lower("X")}))
    op.execute(T.insert().values(id=1).returning(T.c.id, T.c.name))
    op.execute(T.insert().values(id=1).returning(T))
    op.execute(T.insert().values(id=1).returning(T.c.id.label("q"), func.lower(T.c.name)))
    op.execute(T.insert().values(id=1).prefix_with("OR IGNORE", dialect="sqlite").prefix_with("IGNORE", dialect="mysql"))
    op.execute(T.insert().prefix_with("xx").values(id=1))
    op.execute(T.insert().inline().values(id=1))
    op.execute(insert(t).values(b=1, n=True, f="1.5"))
    op.execute(insert(t).values(j=text("'{}'::json"), e="a", b=None))
    op.execute(insert(t).values([{"id": 1, "b": True}, {"id": 2, "b": None}]))
    op.execute(insert(T).values([{"id": 1, "name": func.now()}, {"id": 2, "name": literal("x")}]))
    op.execute(t.insert().values(id=op.inline_literal(5), s=op.inline_literal("x")))


def downgrade():
    pass
