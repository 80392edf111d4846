# Primary keys added and dropped.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "create_primary_key"
down_revision = None


def upgrade():
    op.create_table("cpk", sa.Column("a", sa.Integer(), nullable=False), sa.Column("b", sa.Integer(), nullable=False))
    op.create_primary_key("pk_cpk", "cpk", ["a", "b"])
    op.drop_constraint("pk_cpk", "cpk", type_="primary")
    op.create_primary_key(None, "cpk", ["a"])


def downgrade():
    op.drop_constraint("cpk_pkey", "cpk", type_="primary")
    op.drop_table("cpk")
