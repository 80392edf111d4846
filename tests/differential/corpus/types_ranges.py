# Range types and hstore.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "types_ranges"
down_revision = None


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS hstore")
    op.create_table(
        "tr",
        sa.Column("c1", postgresql.INT4RANGE()),
        sa.Column("c2", postgresql.INT8RANGE()),
        sa.Column("c3", postgresql.NUMRANGE()),
        sa.Column("c4", postgresql.DATERANGE()),
        sa.Column("c5", postgresql.TSRANGE()),
        sa.Column("c6", postgresql.TSTZRANGE()),
        sa.Column("c7", postgresql.HSTORE()),
        sa.Column("c8", postgresql.HSTORE(text_type=sa.Text())),
    )


def downgrade():
    op.drop_table("tr")
    op.execute("DROP EXTENSION hstore")
