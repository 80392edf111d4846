# Windows, filters and ordered sets.
# dialects: postgresql sqlite
# modes: offline
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import func, select

revision = "core_windows"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("n", sa.Integer),
             sa.column("flag", sa.Boolean), sa.column("js", sa.JSON), sa.column("price", sa.Numeric(10, 2)))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("name", sa.String),
             sa.column("v", sa.Integer))


def upgrade():
    op.execute(select(func.row_number().over(partition_by=t.c.n, order_by=[t.c.id, t.c.name.desc()])))
    op.execute(select(func.sum(t.c.n).over(order_by=t.c.id, rows=(None, 0)), func.sum(t.c.n).over(range_=(-5, 10))))
    op.execute(select(func.count(t.c.id).filter(t.c.n > 1, t.c.name == "x").over(partition_by=t.c.n)))
    op.execute(select(func.percentile_cont(0.5).within_group(t.c.n.desc())))


def downgrade():
    pass
