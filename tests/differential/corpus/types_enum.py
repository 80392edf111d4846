# Enums: a type of PostgreSQL made and dropped with the table; VARCHAR elsewhere.
from alembic import op
import sqlalchemy as sa

revision = "types_enum"
down_revision = None


def upgrade():
    op.create_table(
        "te",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a", sa.Enum("red", "green", "it's", name="te_colour"), nullable=False),
        sa.Column("b", sa.Enum("red", "green", "it's", name="te_colour"), server_default="red"),
        sa.Column("c", sa.Enum("x", "yy", name="te_check", native_enum=False)),
        sa.Column("d", sa.Enum("x", "yy", name="te_constraint", native_enum=False, create_constraint=True)),
        sa.Column("e", sa.Enum("x", "yy", name="te_long", native_enum=False, length=30)),
    )


def downgrade():
    op.drop_table("te")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TYPE IF EXISTS te_colour")
