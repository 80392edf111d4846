# Types of PostgreSQL that SQLAlchemy learned later: citext, ranges of ranges, tsquery.
# dialects: postgresql
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "types_postgresql_newer"
down_revision = None


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS citext")
    op.create_table(
        "tpgn",
        sa.Column("c1", postgresql.CITEXT()),
        sa.Column("c2", postgresql.TSQUERY()),
        sa.Column("c3", postgresql.INT4MULTIRANGE()),
        sa.Column("c4", postgresql.TSTZMULTIRANGE()),
        sa.Column("c5", postgresql.MACADDR8()),
        sa.Column("c6", postgresql.REGCONFIG()),
    )


def downgrade():
    op.drop_table("tpgn")
    op.execute("DROP EXTENSION citext")
