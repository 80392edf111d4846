"""orders

Revision ID: 5d77e1c0a2b4
Revises: 1f0c2a9be371
Create Date: 2024-02-19 16:40:02

"""
from alembic import op
import sqlalchemy as sa

revision = "5d77e1c0a2b4"
down_revision = "1f0c2a9be371"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "purchase",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("book_id", sa.Integer(), sa.ForeignKey("book.id"), nullable=False),
        sa.Column("bought_at", sa.DateTime(), server_default=sa.func.now(), nullable=False),
        sa.Column("state", sa.Enum("open", "paid", "sent", name="purchase_state"), nullable=False),
        sa.CheckConstraint("book_id > 0", name="ck_purchase_book"),
    )


def downgrade():
    op.drop_table("purchase")
