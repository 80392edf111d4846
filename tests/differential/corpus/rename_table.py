# A table renamed there and back.
from alembic import op
import sqlalchemy as sa

revision = "rename_table"
down_revision = None


def upgrade():
    op.create_table("rt_old", sa.Column("id", sa.Integer(), primary_key=True))
    op.rename_table("rt_old", "rt_new")


def downgrade():
    op.rename_table("rt_new", "rt_old")
    op.drop_table("rt_old")
