# Enums of alembic_postgresql_enum are left alone elsewhere.
# dialects: sqlite mysql mariadb
# modes: offline
# needs: alembic_postgresql_enum
from alembic import op
from alembic_postgresql_enum import TableReference

revision = "package_postgresql_enum_other"
down_revision = None


def upgrade():
    op.sync_enum_values(
        enum_schema="public",
        enum_name="apeot",
        new_values=["a", "b"],
        affected_columns=[TableReference(table_schema="public", table_name="t", column_name="c")],
        enum_values_to_rename=[],
    )
    op.execute("UPDATE t SET c = 'a'")


def downgrade():
    op.execute("UPDATE t SET c = 'b'")
