# batch_alter_table() does not rebuild a table.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "mysql_batch"
down_revision = None


def upgrade():
    with op.batch_alter_table("mba", schema=None) as batch_op:
        batch_op.add_column(sa.Column("a", sa.Integer(), nullable=False, server_default="1"))
        batch_op.alter_column("b", existing_type=sa.String(5), type_=sa.String(10), existing_nullable=True)
        batch_op.alter_column("c", new_column_name="d", existing_type=sa.Integer())
        batch_op.create_index("ix_mba_a", ["a"], unique=True, mysql_length=5)
        batch_op.create_index(batch_op.f("ix_mba_b"), ["b"])
        batch_op.create_foreign_key("fk_mba", "parent", ["a"], ["id"], ondelete="CASCADE")
        batch_op.create_unique_constraint("uq_mba", ["a", "b"])
        batch_op.create_check_constraint("ck_mba", "a > 1")
        batch_op.create_primary_key("pk_mba", ["a"])
        batch_op.drop_constraint("fk_old", type_="foreignkey")
        batch_op.drop_column("e")
    with op.batch_alter_table("mba", schema="other", recreate="never") as batch_op:
        batch_op.create_table_comment("hello")


def downgrade():
    with op.batch_alter_table("mba") as batch_op:
        batch_op.drop_index("ix_mba_a")
        batch_op.drop_constraint("uq_mba", type_="unique")
        batch_op.drop_constraint("ck_mba", type_="check")
        batch_op.drop_constraint("pk_mba", type_="primary")
        batch_op.drop_table_comment()
