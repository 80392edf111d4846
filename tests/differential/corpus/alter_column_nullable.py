# NOT NULL set and dropped.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "alter_column_nullable"
down_revision = None


def upgrade():
    op.create_table("acn", sa.Column("a", sa.Integer()), sa.Column("b", sa.String(5), nullable=False))
    op.alter_column("acn", "a", existing_type=sa.Integer(), nullable=False)
    op.alter_column("acn", "b", existing_type=sa.String(length=5), nullable=True, existing_server_default=None)


def downgrade():
    op.alter_column("acn", "b", existing_type=sa.String(length=5), nullable=False)
    op.alter_column("acn", "a", existing_type=sa.Integer(), nullable=True)
    op.drop_table("acn")
