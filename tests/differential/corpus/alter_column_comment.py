# Comments set, changed and removed.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa

revision = "alter_column_comment"
down_revision = None


def upgrade():
    op.create_table("acm", sa.Column("a", sa.Integer()))
    op.alter_column("acm", "a", comment="it's a", existing_type=sa.Integer(), existing_nullable=True)
    op.alter_column("acm", "a", comment="other", existing_comment="it's a")


def downgrade():
    op.alter_column("acm", "a", comment=None, existing_comment="other")
    op.drop_table("acm")
