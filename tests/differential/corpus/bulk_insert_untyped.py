# Columns without types: refused offline, where a literal needs one.
# modes: offline
from alembic import op
import sqlalchemy as sa

revision = "bulk_insert_untyped"
down_revision = None


def upgrade():
    bare = sa.table("biu", sa.column("id"), sa.column("name"))
    op.bulk_insert(bare, [{"id": 5, "name": "x"}])


def downgrade():
    pass
