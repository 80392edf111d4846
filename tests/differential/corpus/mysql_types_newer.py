# Types that SQLAlchemy 2.0 brought.
# dialects: mysql mariadb
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa

revision = "mysql_types_newer"
down_revision = None


def upgrade():
    op.create_table(
        "mtw",
        sa.Column("c1", sa.Uuid()),
        sa.Column("c2", sa.Uuid(native_uuid=False)),
        sa.Column("c3", sa.UUID()),
        sa.Column("c4", sa.Double()),
        sa.Column("c6", sa.DOUBLE()),
        sa.Column("c7", sa.DOUBLE_PRECISION()),
        sa.Column("c8", sa.Uuid(), server_default="x"),
    )


def downgrade():
    op.drop_table("mtw")
