# A type that differs by dialect: with_variant.
# differs: SQLAlchemy 1.4 needs a Variant's own form
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

revision = "types_variants"
down_revision = None


def upgrade():
    op.create_table(
        "tv",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("a", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
        sa.Column("b", sa.String(5).with_variant(sqlite.VARCHAR(9), "sqlite").with_variant(sa.Text(), "postgresql", "mysql")),
    )


def downgrade():
    op.drop_table("tv")
