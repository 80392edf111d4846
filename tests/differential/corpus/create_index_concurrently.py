# CONCURRENTLY inside autocommit_block.
# needs: Alembic 1.12
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "create_index_concurrently"
down_revision = None


def upgrade():
    op.create_table("cic", sa.Column("a", sa.Integer()))
    with op.get_context().autocommit_block():
        op.create_index("ix_cic", "cic", ["a"], postgresql_concurrently=True, if_not_exists=True)


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix_cic", table_name="cic", postgresql_concurrently=True, if_exists=True)
    op.drop_table("cic")
