# COMMIT and BEGIN around statements that cannot run in a transaction.
from alembic import op
import sqlalchemy as sa

revision = "autocommit_block"
down_revision = None


def upgrade():
    op.create_table("acblock", sa.Column("a", sa.Integer()))
    with op.get_context().autocommit_block():
        op.execute("INSERT INTO acblock VALUES (1)")
        op.execute("INSERT INTO acblock VALUES (2)")
    op.execute("INSERT INTO acblock VALUES (3)")


def downgrade():
    op.drop_table("acblock")
