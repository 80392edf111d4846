# Batch with a schema, and primary keys.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa

revision = "batch_postgresql_schema"
down_revision = None


def upgrade():
    op.create_table("bps", sa.Column("a", sa.Integer(), nullable=False))
    with op.batch_alter_table("bps", schema="public") as batch_op:
        batch_op.create_primary_key("pk_bps", ["a"])
        batch_op.add_column(sa.Column("b", sa.Integer()))
        batch_op.create_exclude_constraint("ex_bps", ("b", "="), using="btree")


def downgrade():
    op.drop_table("bps", schema="public")
