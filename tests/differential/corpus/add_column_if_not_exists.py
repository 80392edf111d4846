# ADD COLUMN IF NOT EXISTS, DROP COLUMN IF EXISTS, DROP CONSTRAINT IF EXISTS.
# dialects: postgresql mysql mariadb
# needs: Alembic 1.16
from alembic import op
import sqlalchemy as sa

revision = "add_column_if_not_exists"
down_revision = None


def upgrade():
    op.create_table("acine", sa.Column("id", sa.Integer(), primary_key=True))
    op.add_column("acine", sa.Column("a", sa.Integer()), if_not_exists=True)
    op.add_column("acine", sa.Column("a", sa.Integer()), if_not_exists=True)


def downgrade():
    op.drop_constraint("never", "acine", type_="check", if_exists=True)
    op.drop_column("acine", "a", if_exists=True)
    op.drop_column("acine", "a", if_exists=True)
    op.drop_table("acine")
