# What alembic_utils refuses: grants with the wrong columns.
# dialects: postgresql
# modes: offline
# needs: alembic_utils
from alembic import op
from alembic_utils.pg_grant_table import PGGrantTable

revision = "package_alembic_utils_refused"
down_revision = None


def upgrade():
    op.create_entity(PGGrantTable("public", "paur", "reader", "SELECT"))


def downgrade():
    op.create_entity(PGGrantTable("public", "paur", "reader", "DELETE", columns=["id"]))
