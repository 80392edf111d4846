# A name of more than 63 characters is refused.
# dialects: postgresql mysql mariadb
# modes: offline
from alembic import op

revision = "name_too_long"
down_revision = None


def upgrade():
    op.create_index("ix_" + "x" * 61, "ntl", ["a"])


def downgrade():
    pass
