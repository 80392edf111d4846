# SQLite cannot add a constraint: both refuse.
# dialects: sqlite
# modes: offline
from alembic import op

revision = "constraints_sqlite_refused"
down_revision = None


def upgrade():
    op.create_unique_constraint("uq_csr", "csr", ["a"])


def downgrade():
    op.drop_constraint("uq_csr", "csr", type_="unique")
