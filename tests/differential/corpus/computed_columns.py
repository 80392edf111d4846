# Generated columns, stored.
from alembic import op
import sqlalchemy as sa

revision = "computed_columns"
down_revision = None


def upgrade():
    op.create_table(
        "computed",
        sa.Column("a", sa.Integer()),
        sa.Column("b", sa.Integer(), sa.Computed("a * 2", persisted=True)),
    )


def downgrade():
    op.drop_table("computed")
