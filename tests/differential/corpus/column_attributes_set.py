# Attributes of columns that a script sets before the column is used.
# modes: offline
from alembic import op
import sqlalchemy as sa

revision = "column_attributes_set"
down_revision = None


def upgrade():
    op.create_table("doc", sa.Column("id", sa.Integer, primary_key=True))
    column = sa.Column("size", sa.Integer)
    column.server_default = sa.DefaultClause("4")
    column.nullable = False
    op.add_column("doc", column)
    column = sa.Column("size", sa.Integer, server_default="4")
    column.server_default = None
    column.name = "width"
    column.type = sa.BigInteger()
    op.add_column("doc", column)
    column = sa.Column("text", sa.String(5), server_default="x")
    column.server_default = "y"
    column.type = sa.Text()
    op.add_column("doc", column)


def downgrade():
    op.drop_table("doc")
