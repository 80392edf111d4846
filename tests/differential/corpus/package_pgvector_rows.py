# Rows with vectors.
# dialects: postgresql sqlite mysql
# modes: offline
# needs: pgvector
from alembic import op
from pgvector.sqlalchemy import Vector
import sqlalchemy as sa

revision = "package_pgvector_rows"
down_revision = None

ppvr = sa.table("ppvr", sa.column("id", sa.Integer), sa.column("a", Vector(3)))


def upgrade():
    op.bulk_insert(ppvr, [{"id": 1, "a": [1, 2.5, 3]}, {"id": 2, "a": None}])
    op.execute(ppvr.update().where(ppvr.c.id == 1).values(a=[0, 0, 1]))


def downgrade():
    op.execute(ppvr.delete().where(ppvr.c.a.is_(None)))
