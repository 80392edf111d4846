# Primary and foreign keys of several columns; no column is a serial.
from alembic import op
import sqlalchemy as sa

revision = "create_table_composite_key"
down_revision = None


def upgrade():
    op.create_table(
        "ck_parent",
        sa.Column("a", sa.Integer(), nullable=False),
        sa.Column("b", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("a", "b"),
    )
    op.create_table(
        "ck_child",
        sa.Column("x", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("y", sa.Integer(), primary_key=True),
        sa.ForeignKeyConstraint(["x", "y"], ["ck_parent.a", "ck_parent.b"], onupdate="CASCADE", ondelete="SET NULL"),
        sqlite_autoincrement=False,
    )


def downgrade():
    op.drop_table("ck_child")
    op.drop_table("ck_parent")
