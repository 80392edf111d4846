# Subqueries leave out the tables of the statement around them.
# dialects: postgresql sqlite
# modes: offline
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import func, select

revision = "core_correlation"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("n", sa.Integer),
             sa.column("flag", sa.Boolean), sa.column("js", sa.JSON), sa.column("price", sa.Numeric(10, 2)))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("name", sa.String),
             sa.column("v", sa.Integer))


def upgrade():
    op.execute(select(t.c.id, select(func.max(u.c.v)).where(u.c.t_id == t.c.id).scalar_subquery()))
    op.execute(select(t.c.id).where(sa.exists().where(u.c.t_id == t.c.id), ~sa.exists(select(u.c.id).where(u.c.v == 1))))
    op.execute(select(t.c.id).where(t.c.id.in_(select(u.c.t_id).where(u.c.id == t.c.n))))
    op.execute(t.update().values(n=select(func.max(u.c.v)).where(u.c.t_id == t.c.id).scalar_subquery()))
    op.execute(t.update().where(t.c.id == u.c.t_id).values(n=u.c.v))
    op.execute(t.delete().where(~sa.exists().where(u.c.t_id == t.c.id)))


def downgrade():
    pass
