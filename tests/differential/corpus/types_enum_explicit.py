# A PostgreSQL enum made first by its own create(), then used by name without being made again.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "types_enum_explicit"
down_revision = None


colour = postgresql.ENUM("red", "green", name="tex_colour", create_type=False)
size = sa.Enum("s", "m", "l", name="tex_size")


def upgrade():
    colour.create(op.get_bind(), checkfirst=False)
    size.create(op.get_bind(), checkfirst=False)
    op.create_table(
        "tex",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a", colour),
        sa.Column("b", postgresql.ENUM("s", "m", "l", name="tex_size", create_type=False)),
    )
    op.add_column("tex", sa.Column("c", colour, nullable=False, server_default="red"))
    op.execute("ALTER TYPE tex_colour ADD VALUE 'blue'")


def downgrade():
    op.drop_column("tex", "c")
    op.drop_table("tex")
    size.drop(op.get_bind(), checkfirst=False)
    colour.drop(op.get_bind(), checkfirst=False)
