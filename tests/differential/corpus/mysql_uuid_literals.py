# UUIDs are 32 digits.
# dialects: mysql mariadb
# needs: SQLAlchemy 2.0
import uuid

from alembic import op
import sqlalchemy as sa

revision = "mysql_uuid_literals"
down_revision = None

table = sa.table("mul", sa.column("a", sa.Uuid()), sa.column("b", sa.UUID()), sa.column("c", sa.Uuid(as_uuid=False)))
VALUE = uuid.UUID("12345678-1234-5678-1234-567812345678")


def upgrade():
    op.bulk_insert(table, [{"a": VALUE, "b": VALUE, "c": str(VALUE)}])
    op.execute(table.update().values(a=VALUE).where(table.c.b == VALUE))


def downgrade():
    op.execute(table.delete().where(table.c.b == VALUE))
