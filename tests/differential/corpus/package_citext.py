# The CITEXT type of sqlalchemy-citext.
# dialects: postgresql
# modes: offline
# needs: citext
from alembic import op
import citext
from citext import CIText
import sqlalchemy as sa

revision = "package_citext"
down_revision = None


def upgrade():
    op.create_table("pct", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", CIText(), nullable=False))
    op.add_column("pct", sa.Column("b", citext.CIText))


def downgrade():
    op.alter_column("pct", "a", existing_type=CIText(), type_=sa.Text())
    op.drop_table("pct")
