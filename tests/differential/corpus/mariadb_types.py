# Types of MariaDB alone.
# dialects: mariadb
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql
from sqlalchemy.dialects.mysql import INET4, INET6

revision = "mariadb_types"
down_revision = None


def upgrade():
    op.create_table("mdt", sa.Column("a", INET4()), sa.Column("b", INET6), sa.Column("c", mysql.INET6()))


def downgrade():
    op.drop_table("mdt")
