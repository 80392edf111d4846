# Rows with UUID and array values.
# dialects: postgresql
# differs: SQLAlchemy 1.4 renders literals of these types in another way
# needs: SQLAlchemy 2.0
import uuid

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "bulk_insert_postgresql"
down_revision = None


def upgrade():
    table = op.create_table(
        "bip",
        sa.Column("id", postgresql.UUID(as_uuid=True), primary_key=True),
        sa.Column("tags", postgresql.ARRAY(sa.String())),
    )
    op.bulk_insert(
        table,
        [
            {"id": uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "tags": ["a", "b'c"]},
            {"id": uuid.uuid5(uuid.NAMESPACE_DNS, "example.org"), "tags": ["d"]},
        ],
    )


def downgrade():
    op.drop_table("bip")
