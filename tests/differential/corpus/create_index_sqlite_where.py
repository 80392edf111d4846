# A partial index of SQLite.
# dialects: sqlite
from alembic import op
import sqlalchemy as sa

revision = "create_index_sqlite_where"
down_revision = None


def upgrade():
    op.create_table("cis", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()))
    op.create_index("ix_cis", "cis", ["a"], unique=True, sqlite_where=sa.text("b IS NOT NULL"))
    op.create_index("ix_cis_b", "cis", ["b"], sqlite_where=sa.column("a") > 3, postgresql_where=sa.text("a > 4"))


def downgrade():
    op.drop_index("ix_cis_b", table_name="cis", sqlite_where=sa.text("a > 3"))
    op.drop_index("ix_cis", table_name="cis")
    op.drop_table("cis")
