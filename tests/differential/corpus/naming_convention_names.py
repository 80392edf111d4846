# Names that a script makes by hand with op.f and sa.Identity; a name at the limit of 63 characters.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "naming_convention_names"
down_revision = None


LONG = "ix_" + "x" * 60


def upgrade():
    op.create_table("ncn", sa.Column("a", sa.Integer()), sa.PrimaryKeyConstraint("a", name=op.f("pk_" + "y" * 60)))
    op.create_index(op.f(LONG), "ncn", ["a"])


def downgrade():
    op.drop_index(op.f(LONG), "ncn")
    op.drop_table("ncn")
