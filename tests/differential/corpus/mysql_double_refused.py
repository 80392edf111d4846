# DOUBLE takes both numbers or none; alter_column does not mind.
# dialects: mysql mariadb
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa

revision = "mysql_double_refused"
down_revision = None


def upgrade():
    op.add_column("mdr", sa.Column("a", sa.Double(53)))


def downgrade():
    op.alter_column("mdr", "a", type_=sa.Double(53))
