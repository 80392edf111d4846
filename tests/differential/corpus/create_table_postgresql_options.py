# Table options of PostgreSQL; options of other databases are passed over.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa

revision = "create_table_postgresql_options"
down_revision = None


def upgrade():
    op.create_table(
        "po",
        sa.Column("id", sa.Integer(), primary_key=True),
        postgresql_tablespace="pg_default",
        mysql_engine="InnoDB",
        mysql_charset="utf8mb4",
    )
    op.create_table(
        "po_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        postgresql_partition_by="RANGE (day)",
    )
    op.create_table("po_child", postgresql_inherits="po")
    op.create_table("po_unlogged", sa.Column("id", sa.Integer()), prefixes=["UNLOGGED"])


def downgrade():
    op.drop_table("po_unlogged")
    op.drop_table("po_child")
    op.drop_table("po_parts")
    op.drop_table("po")
