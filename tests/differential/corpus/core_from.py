# FROM: joins, aliases, subqueries, and the tables that columns name.
# dialects: postgresql sqlite
# modes: offline
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import func, select

revision = "core_from"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("n", sa.Integer),
             sa.column("flag", sa.Boolean), sa.column("js", sa.JSON), sa.column("price", sa.Numeric(10, 2)))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("name", sa.String),
             sa.column("v", sa.Integer))


def upgrade():
    a, b = t.alias(), t.alias()
    op.execute(select(a.c.id, b.c.id).where(a.c.id == b.c.n))
    op.execute(select(t.c.id, u.c.v).select_from(t.outerjoin(u, t.c.id == u.c.t_id)).where(t.c.n == 1))
    op.execute(select(t.c.id).join(u, t.c.id == u.c.t_id, full=True))
    op.execute(select(t.c.id).join_from(t, u, t.c.id == u.c.t_id).join(a, a.c.id == u.c.v))
    inner = select(t.c.id, func.count(t.c.n)).group_by(t.c.id).subquery()
    op.execute(select(inner))
    op.execute(select(u.c.name, inner.c.id).select_from(u.join(inner, u.c.t_id == inner.c.id)))
    op.execute(select(select(t.c.id, u.c.id).subquery("named")))


def downgrade():
    pass
