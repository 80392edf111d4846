# A new table needs the old one's shape: refused offline without copy_from.
# dialects: sqlite
# modes: offline
from alembic import op

revision = "batch_offline_refused"
down_revision = None


def upgrade():
    with op.batch_alter_table("bor") as batch_op:
        batch_op.drop_column("a")


def downgrade():
    pass
