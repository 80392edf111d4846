# Generic types that came with SQLAlchemy 2.0.
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa

revision = "types_generic_newer"
down_revision = None


def upgrade():
    op.create_table(
        "tgn",
        sa.Column("c1", sa.Uuid()),
        sa.Column("c2", sa.Uuid(as_uuid=False, native_uuid=False)),
        sa.Column("c3", sa.Double()),
        sa.Column("c4", sa.Double(precision=53)),
        sa.Column("c5", sa.UUID()),
        sa.Column("c6", sa.DOUBLE_PRECISION()),
    )


def downgrade():
    op.drop_table("tgn")
