# where, using, ops, include, with, tablespace, operator classes, sort order.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "create_index_postgresql"
down_revision = None


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "cip",
        sa.Column("a", sa.Integer()),
        sa.Column("b", sa.Text()),
        sa.Column("c", postgresql.JSONB()),
        sa.Column("d", postgresql.TSVECTOR()),
    )
    op.create_index("ix_cip_where", "cip", ["a"], postgresql_where=sa.text("a > 5"))
    op.create_index("ix_cip_where_expression", "cip", ["a"], unique=True, postgresql_where=sa.column("b") == "x")
    op.create_index("ix_cip_where_null", "cip", ["a"], postgresql_where=sa.column("b").is_(None))
    op.create_index("ix_cip_gin", "cip", ["c"], postgresql_using="gin")
    op.create_index("ix_cip_ops", "cip", ["b"], postgresql_using="gin", postgresql_ops={"b": "gin_trgm_ops"})
    op.create_index("ix_cip_pattern", "cip", ["b"], postgresql_ops={"b": "text_pattern_ops"})
    op.create_index("ix_cip_include", "cip", ["a"], postgresql_include=["b"])
    op.create_index("ix_cip_with", "cip", ["a"], postgresql_with={"fillfactor": 60})
    op.create_index("ix_cip_path", "cip", [sa.text("(c ->> 'x')")])
    op.create_index("ix_cip_nulls", "cip", [sa.column("a").desc().nullslast()])
    op.create_index("ix_cip_tsv", "cip", [sa.text("to_tsvector('english', b)")], postgresql_using="gin")
    op.create_index("ix_cip_hash", "cip", ["b"], unique=False, postgresql_using="hash")
    op.create_index("ix_cip_brin", "cip", ["a"], postgresql_using="brin", postgresql_with={"pages_per_range": 64})
    op.create_index("ix_cip_literal", "cip", [sa.literal_column("(a + 1)")])


def downgrade():
    op.drop_index("ix_cip_gin", table_name="cip", postgresql_using="gin")
    op.drop_index("ix_cip_where", table_name="cip", postgresql_where=sa.text("a > 5"))
    op.drop_table("cip")
    op.execute("DROP EXTENSION pg_trgm")
