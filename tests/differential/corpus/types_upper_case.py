# The upper-case types.
from alembic import op
import sqlalchemy as sa

revision = "types_upper_case"
down_revision = None


def upgrade():
    op.create_table(
        "tuc",
        sa.Column("c1", sa.INTEGER()),
        sa.Column("c2", sa.INT()),
        sa.Column("c3", sa.SMALLINT()),
        sa.Column("c4", sa.BIGINT()),
        sa.Column("c5", sa.VARCHAR()),
        sa.Column("c6", sa.VARCHAR(length=10)),
        sa.Column("c7", sa.CHAR(3)),
        sa.Column("c8", sa.CHAR()),
        sa.Column("c9", sa.TEXT()),
        sa.Column("c10", sa.BOOLEAN()),
        sa.Column("c11", sa.FLOAT()),
        sa.Column("c12", sa.FLOAT(24)),
        sa.Column("c13", sa.REAL()),
        sa.Column("c14", sa.NUMERIC(8, 3)),
        sa.Column("c15", sa.DECIMAL(8, 3)),
        sa.Column("c16", sa.DATE()),
        sa.Column("c17", sa.TIMESTAMP()),
        sa.Column("c18", sa.NUMERIC()),
        sa.Column("c19", sa.DECIMAL()),
        sa.Column("c20", sa.JSON(none_as_null=True)),
    )


def downgrade():
    op.drop_table("tuc")
