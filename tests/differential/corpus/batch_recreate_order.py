# insert_before, insert_after; table_args, table_kwargs.
# dialects: sqlite
# modes: online
from alembic import op
import sqlalchemy as sa

revision = "batch_recreate_order"
down_revision = None


def upgrade():
    op.create_table(
        "bro", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer())
    )
    with op.batch_alter_table(
        "bro", recreate="always", table_args=(sa.CheckConstraint("b > 1", name="ck_bro"),)
    ) as batch_op:
        batch_op.add_column(sa.Column("first", sa.Integer()), insert_before="a")
    with op.batch_alter_table("bro", recreate="always") as batch_op:
        batch_op.add_column(sa.Column("middle", sa.Integer()), insert_after="a")


def downgrade():
    op.drop_table("bro")
