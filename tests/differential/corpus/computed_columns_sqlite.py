# Generated columns that are virtual or leave it open.
# dialects: sqlite
from alembic import op
import sqlalchemy as sa

revision = "computed_columns_sqlite"
down_revision = None


def upgrade():
    op.create_table(
        "computed_lite",
        sa.Column("a", sa.Integer()),
        sa.Column("b", sa.Integer(), sa.Computed("a * 2")),
        sa.Column("c", sa.Integer(), sa.Computed(sa.text("a + 1"), persisted=False)),
    )


def downgrade():
    op.drop_table("computed_lite")
