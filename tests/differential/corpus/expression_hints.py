# SQL expressions, construct by construct: prefixes, hints and options of statements.
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

revision = "expression_hints"
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
    op.execute(T.update().prefix_with("X", "Y").values(n=1))
    op.execute(T.update().prefix_with("LOW_PRIORITY", dialect="mysql").values(n=select(U.c.boss).where(U.c.id == T.c.u_id).scalar_subquery()))
    op.execute(T.delete().prefix_with("IGNORE", dialect="mysql").prefix_with("QUICK", dialect="mariadb"))
    op.execute(T.insert().prefix_with("OR REPLACE", dialect="sqlite").values(id=1))
    op.execute(select(T.c.id).with_hint(T, "USE INDEX (ix)", "mysql").with_hint(T, "USE INDEX (iy)", "mariadb"))
    op.execute(T.update().with_hint("FORCE INDEX (a)", dialect_name="mysql").values(n=3).where(T.c.id == 3))
    op.execute(T.delete().with_hint("FORCE INDEX (a)", dialect_name="mysql").where(T.c.id == 3))
    op.execute(T.update().with_hint("FORCE INDEX (a)", dialect_name="mariadb").where(T.c.u_id == U.c.id).values(n=3))
    op.execute(select(T).with_hint(T, "NOLOCK", "mssql").with_hint(U, "USE INDEX (a)", "mysql").join(U, U.c.id == T.c.u_id))
    op.execute(select(T).with_hint(U, "FORCE INDEX (a)", "mariadb").outerjoin(U, U.c.id == T.c.u_id).where(T.c.id.in_(select(U.c.boss))))
    op.execute(select(T.alias("x")).with_hint(T, "USE INDEX (a)", "mysql"))
    x = T.alias("x")
    op.execute(select(x).with_hint(x, "USE INDEX (%(name)s_ix)", "mysql").with_hint(x, "ONLY", "postgresql"))
    op.execute(select(T.c.id).with_hint(T, "ONLY", "postgresql").where(exists().where(U.c.id == T.c.u_id)))
    op.execute(T.delete().with_hint("ONLY", dialect_name="postgresql"))
    op.execute(T.update().with_hint("ONLY", dialect_name="postgresql").values(n=None))
    op.execute(select(T.c.id).with_statement_hint("FOR SYSTEM_TIME ALL", "mariadb").with_statement_hint("LOCK IN SHARE MODE", "mysql"))


def downgrade():
    pass
