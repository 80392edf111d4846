# JSON values sent on-line; offline they cannot be written.
from alembic import context, op
import sqlalchemy as sa

revision = "bulk_insert_json"
down_revision = None


def upgrade():
    table = op.create_table("bij", sa.Column("id", sa.Integer()), sa.Column("data", sa.JSON()))
    if not context.is_offline_mode():
        op.bulk_insert(table, [{"id": 1, "data": {"x": [1, None, True, "q\"u'"]}}, {"id": 2, "data": []}])


def downgrade():
    op.drop_table("bij")
