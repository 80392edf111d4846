"""every book has an ISBN

Revision ID: 8e4b90d3f615
Revises: 1f0c2a9be371
Create Date: 2024-02-20 11:03:29

"""
from alembic import op
import sqlalchemy as sa

revision = "8e4b90d3f615"
down_revision = "1f0c2a9be371"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("book") as batch_op:
        batch_op.add_column(sa.Column("isbn", sa.String(length=13), nullable=True))
        batch_op.create_unique_constraint("uq_book_isbn", ["isbn"])


def downgrade():
    with op.batch_alter_table("book") as batch_op:
        batch_op.drop_constraint("uq_book_isbn", type_="unique")
        batch_op.drop_column("isbn")
