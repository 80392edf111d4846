# A statement that fails: the run stops there.
# modes: offline
from alembic import op
import sqlalchemy as sa

revision = "error_in_the_middle"
down_revision = None


def upgrade():
    op.execute("SELECT 1")
    raise ValueError("stop here")


def downgrade():
    op.add_column("eim", sa.Column("a"))
