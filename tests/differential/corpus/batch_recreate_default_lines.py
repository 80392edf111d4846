# SQLite: a default that the database gives back in several lines keeps its parentheses.
# dialects: sqlite
# modes: online
from alembic import op
import sqlalchemy as sa

revision = "batch_recreate_default_lines"
down_revision = None


def upgrade():
    op.create_table(
        "brdl",
        sa.Column("id", sa.String(36), server_default=sa.text("(\n  (\n    lower('A')\n    || 'b'\n  )\n)"), primary_key=True),
        sa.Column("a", sa.String(10), server_default=sa.text("'x\ny'")),
        sa.Column("b", sa.String(10), server_default=sa.text("(upper('z'))")),
    )
    with op.batch_alter_table("brdl") as batch_op:
        batch_op.add_column(sa.Column("c", sa.Integer(), server_default=sa.text("1")))
        batch_op.create_check_constraint("brdl_ck", "c > 0")


def downgrade():
    op.drop_table("brdl")
