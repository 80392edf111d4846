# A VARCHAR wants a length.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "mysql_types_refused"
down_revision = None


def upgrade():
    op.create_table("mtr", sa.Column("a", sa.String()))


def downgrade():
    op.add_column("mtr", sa.Column("a", sa.ARRAY(sa.Integer())))
