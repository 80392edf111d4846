# References and primary key written inside the added column.
# dialects: postgresql mysql mariadb
# needs: Alembic 1.17
from alembic import op
import sqlalchemy as sa

revision = "add_column_inline"
down_revision = None


def upgrade():
    op.create_table("aci", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_table("aci_empty", sa.Column("x", sa.Integer()))
    op.add_column("aci", sa.Column("a", sa.Integer(), sa.ForeignKey("aci.id")), inline_references=True)
    op.add_column("aci_empty", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("aci_empty")
    op.drop_table("aci")
