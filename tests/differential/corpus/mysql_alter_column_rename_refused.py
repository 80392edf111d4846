# Not even a new name goes without the existing type.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "mysql_alter_column_rename_refused"
down_revision = None


def upgrade():
    op.alter_column("mar", "a", new_column_name="b")


def downgrade():
    op.alter_column("mar", "a", existing_type=sa.Integer(), server_default=sa.Identity())
