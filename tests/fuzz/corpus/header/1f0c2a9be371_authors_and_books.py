"""authors and books

Revision ID: 1f0c2a9be371
Revises:
Create Date: 2024-01-08 09:12:44

"""
from alembic import op
import sqlalchemy as sa

revision = "1f0c2a9be371"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "author",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(length=200), nullable=False),
    )
    op.create_table(
        "book",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("price", sa.Numeric(8, 2), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["author.id"], name="fk_book_author", ondelete="CASCADE"),
    )
    op.create_index("ix_book_title", "book", ["title"], unique=False)


def downgrade():
    op.drop_index("ix_book_title", table_name="book")
    op.drop_table("book")
    op.drop_table("author")
