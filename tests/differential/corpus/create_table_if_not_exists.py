# IF NOT EXISTS and IF EXISTS wherever Alembic knows them.
# needs: Alembic 1.16
from alembic import op
import sqlalchemy as sa

revision = "create_table_if_not_exists"
down_revision = None


def upgrade():
    op.create_table("ine", sa.Column("id", sa.Integer(), primary_key=True), if_not_exists=True)
    op.create_table("ine", sa.Column("id", sa.Integer(), primary_key=True), if_not_exists=True)
    op.create_index("ix_ine_id", "ine", ["id"], if_not_exists=True)


def downgrade():
    op.drop_index("ix_ine_id", table_name="ine", if_exists=True)
    op.drop_table("ine", if_exists=True)
    op.drop_table("ine_never", if_exists=True)
