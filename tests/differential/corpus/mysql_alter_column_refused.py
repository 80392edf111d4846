# MODIFY wants the existing type; computed columns are not altered.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "mysql_alter_column_refused"
down_revision = None


def upgrade():
    op.alter_column("mar", "a", nullable=False)


def downgrade():
    op.alter_column("mar", "a", existing_type=sa.Integer(), server_default=sa.Computed("b + 1"))
