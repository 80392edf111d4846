# drop_constraint() wants type_; MATCH is refused.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "mysql_constraints_refused"
down_revision = None


def upgrade():
    op.create_foreign_key("fk", "mcr", "parent", ["a"], ["id"], match="FULL")


def downgrade():
    op.drop_constraint("anything", "mcr")
