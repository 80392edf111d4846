# Operations made from the migration context; run_async and the like stay out.
from alembic.operations import Operations

from alembic import op
import sqlalchemy as sa

revision = "operations_object"
down_revision = None


def upgrade():
    own = Operations(op.get_context())
    own.create_table("oo", sa.Column("id", sa.Integer(), primary_key=True))
    own.add_column("oo", sa.Column("a", sa.Integer()))


def downgrade():
    op.drop_table("oo")
