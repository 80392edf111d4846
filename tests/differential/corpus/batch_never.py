# recreate="never" alters in place.
# differs: Alembic 1.8 leaves out COLUMN on SQLite
from alembic import op
import sqlalchemy as sa

revision = "batch_never"
down_revision = None


def upgrade():
    op.create_table("bnv", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Integer()))
    with op.batch_alter_table("bnv", recreate="never") as batch_op:
        batch_op.alter_column("a", new_column_name="b")
        batch_op.drop_column("b")


def downgrade():
    op.drop_table("bnv")
