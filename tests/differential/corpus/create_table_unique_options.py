# Unique constraints: deferrable, without a name, of one and several columns.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "create_table_unique_options"
down_revision = None


def upgrade():
    op.create_table(
        "uniq",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a", sa.Integer()),
        sa.Column("b", sa.Integer()),
        sa.UniqueConstraint("a"),
        sa.UniqueConstraint("a", "b", name="uq_uniq_deferred", deferrable=True, initially="DEFERRED"),
    )


def downgrade():
    op.drop_table("uniq")
