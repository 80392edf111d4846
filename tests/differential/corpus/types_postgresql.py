# Types of PostgreSQL alone.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "types_postgresql"
down_revision = None


def upgrade():
    op.create_table(
        "tpg",
        sa.Column("c1", postgresql.UUID()),
        sa.Column("c2", postgresql.UUID(as_uuid=True)),
        sa.Column("c3", postgresql.JSON()),
        sa.Column("c4", postgresql.JSON(astext_type=sa.Text())),
        sa.Column("c5", postgresql.JSONB(astext_type=sa.Text())),
        sa.Column("c6", postgresql.JSONB(none_as_null=True)),
        sa.Column("c7", postgresql.INET()),
        sa.Column("c8", postgresql.CIDR()),
        sa.Column("c9", postgresql.MACADDR()),
        sa.Column("c10", postgresql.BYTEA()),
        sa.Column("c11", postgresql.DOUBLE_PRECISION()),
        sa.Column("c12", postgresql.DOUBLE_PRECISION(precision=53)),
        sa.Column("c13", postgresql.TSVECTOR()),
        sa.Column("c14", postgresql.OID()),
        sa.Column("c15", postgresql.MONEY()),
        sa.Column("c16", postgresql.BIT(3)),
        sa.Column("c17", postgresql.BIT(varying=True)),
        sa.Column("c18", postgresql.BIT(5, varying=True)),
        sa.Column("c19", postgresql.REGCLASS()),
        sa.Column("c20", postgresql.VARCHAR(10)),
        sa.Column("c21", postgresql.REAL()),
        sa.Column("c22", postgresql.INTEGER()),
        sa.Column("c23", postgresql.BIGINT()),
        sa.Column("c24", postgresql.BOOLEAN()),
        sa.Column("c25", postgresql.TEXT()),
        sa.Column("c26", postgresql.DATE()),
        sa.Column("c27", postgresql.NUMERIC(5, 1)),
        sa.Column("c28", postgresql.CHAR(2)),
    )


def downgrade():
    op.drop_table("tpg")
