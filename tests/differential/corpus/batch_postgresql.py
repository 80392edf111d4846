# Batch operations on a database that can alter: the same as without.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa

revision = "batch_postgresql"
down_revision = None


def upgrade():
    op.create_table("bpg", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Integer()))
    with op.batch_alter_table("bpg", schema=None) as batch_op:
        batch_op.add_column(sa.Column("b", sa.String(length=10), nullable=True))
        batch_op.alter_column("a", existing_type=sa.INTEGER(), nullable=False)
        batch_op.create_unique_constraint("uq_bpg_a", ["a"])
        batch_op.create_index(batch_op.f("ix_bpg_b"), ["b"], unique=False)
        batch_op.create_foreign_key("fk_bpg", "bpg", ["a"], ["id"], ondelete="CASCADE")
        batch_op.create_check_constraint("ck_bpg", "a > 0")
        batch_op.create_table_comment("made by batch", existing_comment=None)
    with op.batch_alter_table("bpg") as batch_op:
        batch_op.alter_column("b", new_column_name="c", type_=sa.Text(), existing_type=sa.String(10))
        batch_op.execute("UPDATE bpg SET a = 2")


def downgrade():
    with op.batch_alter_table("bpg") as batch_op:
        batch_op.drop_constraint("ck_bpg", type_="check")
        batch_op.drop_constraint("fk_bpg", type_="foreignkey")
        batch_op.drop_index("ix_bpg_b")
        batch_op.drop_constraint("uq_bpg_a", type_="unique")
        batch_op.drop_column("c")
        batch_op.drop_table_comment(existing_comment="made by batch")
    op.drop_table("bpg")
