# UNION and its kin, with parentheses around parts that have an order or a limit.
# dialects: postgresql sqlite
# modes: offline
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import func, select

revision = "core_compound"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("n", sa.Integer),
             sa.column("flag", sa.Boolean), sa.column("js", sa.JSON), sa.column("price", sa.Numeric(10, 2)))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("name", sa.String),
             sa.column("v", sa.Integer))


def upgrade():
    op.execute(sa.union(select(t.c.id), select(u.c.id)))
    op.execute(sa.union_all(select(t.c.id).where(t.c.n == 1), select(u.c.id)).order_by("id").limit(3))
    op.execute(select(t.c.id).except_(select(u.c.id)))
    both = sa.union_all(select(t.c.id, t.c.name), select(u.c.id, u.c.name)).subquery("both")
    op.execute(select(both.c.name).where(both.c.id.in_([1, 2])))


def downgrade():
    pass
