"""when a note was written

Revision ID: 5c93d0b7e618
Revises: 1f0a7c2e9b41
Create Date: 2024-03-11 18:30:00.000000

"""
from alembic import op
import sqlalchemy as sa

revision = "5c93d0b7e618"
down_revision = "1f0a7c2e9b41"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("note", sa.Column("written_at", sa.DateTime()))
    op.execute("UPDATE note SET written_at = '2024-03-11 00:00:00'")
    with op.batch_alter_table("note") as batch:
        batch.alter_column("written_at", existing_type=sa.DateTime(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("note") as batch:
        batch.drop_column("written_at")
