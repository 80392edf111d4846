# A generated column added.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "add_column_computed"
down_revision = None


def upgrade():
    op.create_table("acg", sa.Column("a", sa.Integer()))
    op.add_column("acg", sa.Column("b", sa.Integer(), sa.Computed("a + 1", persisted=True)))


def downgrade():
    op.drop_column("acg", "b")
    op.drop_table("acg")
