# SET statements as PostgreSQL migrations begin with.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "transaction_settings"
down_revision = None


def upgrade():
    op.execute("SET lock_timeout = '4s'")
    op.execute("SET statement_timeout = 5000")
    op.execute("SET LOCAL work_mem = '8MB'")
    op.create_table("ts", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.execute("SET lock_timeout TO DEFAULT")
    op.drop_table("ts")
