"""find notes by date

Revision ID: b81e4f6a2d07
Revises: 8d2b6e1c4f90
Create Date: 2024-06-02 12:00:00.000000

"""
from alembic import op

revision = "b81e4f6a2d07"
down_revision = "8d2b6e1c4f90"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_note_written_at", "note", ["written_at"])


def downgrade() -> None:
    op.drop_index("ix_note_written_at", table_name="note")
