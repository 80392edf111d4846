# String types with a collation.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa

revision = "types_collation"
down_revision = None


def upgrade():
    op.create_table(
        "tcol",
        sa.Column("a", sa.String(10, collation="C")),
        sa.Column("b", sa.Text(collation="POSIX")),
        sa.Column("c", sa.VARCHAR(collation="en-x-icu")),
    )
    op.alter_column("tcol", "a", type_=sa.String(20, collation="POSIX"))


def downgrade():
    op.drop_table("tcol")
