# A column renamed, alone.
# differs: Alembic 1.8 leaves out COLUMN on SQLite
from alembic import op
import sqlalchemy as sa

revision = "alter_column_rename"
down_revision = None


def upgrade():
    op.create_table("acr", sa.Column("a", sa.Integer()), sa.Column("Bad Name", sa.Integer()))
    op.alter_column("acr", "a", new_column_name="b")
    op.alter_column("acr", "Bad Name", new_column_name="good_name", existing_type=sa.Integer())


def downgrade():
    op.alter_column("acr", "good_name", new_column_name="Bad Name")
    op.alter_column("acr", "b", new_column_name="a")
    op.drop_table("acr")
