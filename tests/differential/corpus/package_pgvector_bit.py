# Bits of pgvector are those of PostgreSQL.
# dialects: postgresql sqlite mysql mariadb
# modes: offline
# needs: pgvector
from alembic import op
from pgvector.sqlalchemy import BIT
import pgvector.sqlalchemy.bit
import sqlalchemy as sa

revision = "package_pgvector_bit"
down_revision = None


def upgrade():
    op.create_table("ppvb", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", BIT(8)))


def downgrade():
    op.add_column("ppvb", sa.Column("b", pgvector.sqlalchemy.bit.BIT(length=3)))
