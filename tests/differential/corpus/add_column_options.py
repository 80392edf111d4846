# Added columns: nullable, with defaults, comment, text default.
from alembic import op
import sqlalchemy as sa

revision = "add_column_options"
down_revision = None


def upgrade():
    op.create_table("aco", sa.Column("id", sa.Integer(), primary_key=True))
    op.add_column("aco", sa.Column("a", sa.String(10), nullable=True))
    op.add_column("aco", sa.Column("b", sa.Integer(), server_default="0", nullable=False))
    op.add_column("aco", sa.Column("c", sa.Boolean(), server_default=sa.text("'f'"), nullable=False))
    op.add_column("aco", sa.Column("d", sa.String(10), comment="a comment"))
    op.add_column("aco", sa.Column("e", sa.Enum("x", "y", name="aco_kind", native_enum=False)))
    op.add_column("aco", sa.Column("f", sa.DateTime()))


def downgrade():
    for name in "fedcba":
        op.drop_column("aco", name)
    op.drop_table("aco")
