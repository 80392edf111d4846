# inline_literal in rows and in statements.
from alembic import op
import sqlalchemy as sa

revision = "bulk_insert_inline_literal"
down_revision = None


def upgrade():
    table = op.create_table("bil", sa.Column("id", sa.Integer()), sa.Column("v", sa.String(10)))
    op.bulk_insert(
        table,
        [
            {"id": op.inline_literal(1), "v": op.inline_literal("one")},
            {"id": op.inline_literal(2), "v": op.inline_literal("it's")},
        ],
        multiinsert=False,
    )


def downgrade():
    op.drop_table("bil")
