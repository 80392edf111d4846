"""The bytes of this file arrive as they are: "quotes", \ and ünïcödé; [lists] ${of} @things@."""
import sqlalchemy as sa
from alembic import op

revision = "c1"
down_revision = None


def upgrade():
    op.create_table("plugin", sa.Column("text", sa.Text(), server_default="a;b\\ü"))


def downgrade():
    op.drop_table("plugin")
