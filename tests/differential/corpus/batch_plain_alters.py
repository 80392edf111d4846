# Batch that needs no new table on SQLite: plain columns and indexes.
from alembic import op
import sqlalchemy as sa

revision = "batch_plain_alters"
down_revision = None


def upgrade():
    op.create_table("bpa", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("z", sa.Integer()))
    with op.batch_alter_table("bpa") as batch_op:
        batch_op.add_column(sa.Column("a", sa.String(5), nullable=True))
        batch_op.add_column(sa.Column("b", sa.Integer(), server_default="7", nullable=False))
        batch_op.create_index("ix_bpa_a", ["a"])


def downgrade():
    with op.batch_alter_table("bpa") as batch_op:
        batch_op.drop_index("ix_bpa_a")
    op.drop_table("bpa")
