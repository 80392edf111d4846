# What SQLite cannot alter prints a generic ALTER offline.
# dialects: sqlite
# modes: offline
from alembic import op
import sqlalchemy as sa

revision = "alter_column_sqlite_refused"
down_revision = None


def upgrade():
    op.alter_column("acx", "a", nullable=False)
    op.alter_column("acx", "a", type_=sa.BigInteger(), existing_type=sa.Integer())
    op.alter_column("acx", "a", server_default="1")


def downgrade():
    op.alter_column("acx", "a", server_default=None)
