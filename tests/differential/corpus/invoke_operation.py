# Operations as objects: op.invoke, and classes of alembic.operations.ops.
from alembic.operations import ops

from alembic import op
import sqlalchemy as sa

revision = "invoke_operation"
down_revision = None


def upgrade():
    op.invoke(ops.CreateTableOp("io", [sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Integer())]))
    op.invoke(ops.CreateIndexOp("ix_io_a", "io", ["a"]))


def downgrade():
    op.invoke(ops.DropIndexOp("ix_io_a", table_name="io"))
    op.invoke(ops.DropTableOp("io"))
