# SQL expressions, construct by construct: on conflict.
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

revision = "expression_on_conflict_on_postgresql"
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
    op.execute(pg.insert(T).values(id=1).on_conflict_do_nothing())
    op.execute(pg.insert(T).values(id=1).on_conflict_do_nothing(index_elements=["id"]))
    op.execute(pg.insert(T).values(id=1).on_conflict_do_nothing(index_elements=[T.c.id, func.lower(T.c.name)], index_where=T.c.n > 3))
    op.execute(pg.insert(T).values(id=1).on_conflict_do_nothing(constraint="cc"))
    op.execute(pg.insert(T).values(id=1).on_conflict_do_nothing(constraint=T.primary_key))
    op.execute(pg.insert(T).values(id=1, name="x").on_conflict_do_update(index_elements=["id"], set_=dict(name="y", n=T.c.n + 1)))
    op.execute(pg.insert(T).values(id=1, name="x").on_conflict_do_update(constraint="tpk", set_={"name": "y"}, where=T.c.n == 3))
    op.execute(pg.insert(T).values(id=1, name="x").on_conflict_do_update(index_elements=[T.c.id], index_where=T.c.name == "q", set_={T.c.name: "y"}))
    op.execute((lambda i: i.on_conflict_do_update(index_elements=["id"], set_={"name": i.excluded.name, "n": i.excluded.n + T.c.n}))(pg.insert(T).values([{"id": 1, "name": "x"}, {"id": 2, "name": "z"}])))
    op.execute((lambda i: i.on_conflict_do_update(index_elements=["id"], set_=i.excluded))(pg.insert(T).values(id=1, name="x")))
    op.execute((lambda i: i.on_conflict_do_update(index_elements=["id"], set_={c.name: c for c in i.excluded if c.name != "id"}).returning(T.c.id))(pg.insert(T).values(id=1, name="x")))
    op.execute(pg.insert(T).from_select(["id"], select(U.c.id)).on_conflict_do_nothing())
    op.execute(pg.insert(T).from_select(["id", "name"], select(U.c.id, U.c.name)).on_conflict_do_update(index_elements=["id"], set_={"name": "x"}))


def downgrade():
    pass
