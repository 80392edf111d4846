# Unique, index and foreign key given in the columns themselves.
from alembic import op
import sqlalchemy as sa

revision = "create_table_column_constraints"
down_revision = None


def upgrade():
    op.create_table(
        "cc_parent",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("slug", sa.String(30), unique=True),
        sa.Column("email", sa.String(30), index=True),
    )
    op.create_table("cc_phone", sa.Column("phone", sa.String(30), index=True, unique=True))
    op.create_table(
        "cc_child",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("parent_id", sa.Integer(), sa.ForeignKey("cc_parent.id"), nullable=False),
        sa.Column("other_id", sa.Integer(), sa.ForeignKey("cc_parent.id", name="fk_cc_other", onupdate="CASCADE")),
        sa.Column("size", sa.Integer(), sa.CheckConstraint("size > 0", name="ck_cc_size")),
    )


def downgrade():
    op.drop_table("cc_child")
    op.drop_table("cc_phone")
    op.drop_table("cc_parent")
