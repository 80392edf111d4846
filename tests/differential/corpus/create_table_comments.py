# Comments on a table and on its columns, with a quote inside.
from alembic import op
import sqlalchemy as sa

revision = "create_table_comments"
down_revision = None


def upgrade():
    op.create_table(
        "commented",
        sa.Column("id", sa.Integer(), primary_key=True, comment="the key"),
        sa.Column("name", sa.String(20), comment="it's quoted: 100% \\ back"),
        comment="a table's comment",
    )


def downgrade():
    op.drop_table("commented")
