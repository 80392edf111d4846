"""notes

Revision ID: 1f0a7c2e9b41
Revises:
Create Date: 2024-02-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa

revision = "1f0a7c2e9b41"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("text", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("note")
