# Upper-case types that PostgreSQL does not have.
# modes: offline
from alembic import op
import sqlalchemy as sa

revision = "types_upper_case_sqlite"
down_revision = None


def upgrade():
    op.create_table(
        "tucl",
        sa.Column("c1", sa.DATETIME()),
        sa.Column("c2", sa.BLOB()),
        sa.Column("c3", sa.BINARY(16)),
        sa.Column("c4", sa.VARBINARY(16)),
        sa.Column("c5", sa.NVARCHAR(10)),
        sa.Column("c6", sa.NCHAR(10)),
        sa.Column("c7", sa.CLOB()),
        sa.Column("c8", sa.TIME()),
    )


def downgrade():
    op.drop_table("tucl")
