"""the first authors

Revision ID: c6128ef04b97
Revises: a30f5c7d9e12
Create Date: 2024-03-04 14:20:51

"""
from alembic import op
import sqlalchemy as sa

revision = "c6128ef04b97"
down_revision = "a30f5c7d9e12"
branch_labels = None
depends_on = None

AUTHORS = ["Mary Shelley", "Jules Verne", "H. G. Wells"]


def upgrade():
    author = sa.table("author", sa.column("id", sa.Integer), sa.column("name", sa.String))
    op.bulk_insert(author, [{"id": number, "name": name} for number, name in enumerate(AUTHORS, 1)])
    op.execute("CREATE VIEW cheap_book AS SELECT title, price FROM book WHERE price < 10")


def downgrade():
    op.execute("DROP VIEW cheap_book")
    op.execute("DELETE FROM author WHERE id <= 3")
