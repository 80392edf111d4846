# alter_column between Identity, other options of it and none.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa

revision = "identity_alter"
down_revision = None


def upgrade():
    op.create_table("ida", sa.Column("id", sa.Integer(), nullable=False), sa.Column("n", sa.Integer(), nullable=False))
    op.alter_column("ida", "id", server_default=sa.Identity(always=True), existing_server_default=None)
    op.alter_column(
        "ida",
        "id",
        server_default=sa.Identity(always=False, start=5, increment=2),
        existing_server_default=sa.Identity(always=True),
    )


def downgrade():
    op.alter_column("ida", "id", server_default=None, existing_server_default=sa.Identity(start=5))
    op.drop_table("ida")
