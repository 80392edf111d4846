# Every change of a column in one directive: the order of the statements.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "alter_column_everything"
down_revision = None


def upgrade():
    op.create_table("ace", sa.Column("a", sa.Integer()))
    op.alter_column(
        "ace",
        "a",
        existing_type=sa.Integer(),
        type_=sa.BigInteger(),
        nullable=False,
        server_default="7",
        comment="all",
        new_column_name="b",
        existing_nullable=True,
        existing_server_default=None,
        autoincrement=False,
    )


def downgrade():
    op.alter_column("ace", "b", new_column_name="a", nullable=True, server_default=None, comment=None, type_=sa.Integer())
    op.drop_table("ace")
