# Columns dropped and added again.
from alembic import op
import sqlalchemy as sa

revision = "drop_column"
down_revision = None


def upgrade():
    op.create_table("dc", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Integer()))
    op.drop_column("dc", "a")


def downgrade():
    op.add_column("dc", sa.Column("a", sa.INTEGER(), autoincrement=False, nullable=True))
    op.drop_table("dc")
