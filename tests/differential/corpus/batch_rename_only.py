# SQLite: a table renamed and a column renamed in batch.
# dialects: sqlite
# modes: online
from alembic import op
import sqlalchemy as sa

revision = "batch_rename_only"
down_revision = None


def upgrade():
    op.create_table("brn", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Integer()))
    op.execute("INSERT INTO brn VALUES (1, 5)")
    with op.batch_alter_table("brn") as batch_op:
        batch_op.alter_column("a", new_column_name="b")
    op.rename_table("brn", "brn_new")


def downgrade():
    op.drop_table("brn_new")
