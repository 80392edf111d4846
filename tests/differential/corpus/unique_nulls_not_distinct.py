# NULLS NOT DISTINCT on a constraint and on an index.
# dialects: postgresql mysql mariadb
# needs: SQLAlchemy 2.0.16
from alembic import op
import sqlalchemy as sa

revision = "unique_nulls_not_distinct"
down_revision = None


def upgrade():
    op.create_table(
        "nnd",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a", sa.Integer()),
        sa.UniqueConstraint("a", name="uq_nnd", postgresql_nulls_not_distinct=True),
    )
    op.create_index("ix_nnd", "nnd", ["a"], unique=True, postgresql_nulls_not_distinct=True)


def downgrade():
    op.drop_index("ix_nnd", table_name="nnd")
    op.drop_table("nnd")
