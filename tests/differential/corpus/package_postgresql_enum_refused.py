# Affected columns that are neither; a default without a database to ask.
# dialects: postgresql
# modes: offline
# needs: alembic_postgresql_enum
from alembic import op

revision = "package_postgresql_enum_refused"
down_revision = None


def upgrade():
    op.sync_enum_values("public", "aper", ["a"], affected_columns=["t.c"])


def downgrade():
    op.sync_enum_values("public", "aper", ["a"], affected_columns=[("t", "c")])
