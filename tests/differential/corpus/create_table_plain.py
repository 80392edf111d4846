# A table with a primary key, a nullable and a required column.
from alembic import op
import sqlalchemy as sa

revision = "create_table_plain"
down_revision = None


def upgrade():
    op.create_table(
        "plain",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
    )


def downgrade():
    op.drop_table("plain")
