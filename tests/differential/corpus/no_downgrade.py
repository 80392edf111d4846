# A script that refuses to go back.
# modes: offline
from alembic import op

revision = "no_downgrade"
down_revision = None


def upgrade():
    op.execute("SELECT 1")


def downgrade():
    raise NotImplementedError("there is no way back")
