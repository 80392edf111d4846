# A column with a foreign key added on SQLite.
# dialects: sqlite
from alembic import op
import sqlalchemy as sa

revision = "add_column_sqlite_reference"
down_revision = None


def upgrade():
    op.create_table("acs", sa.Column("id", sa.Integer(), primary_key=True))
    op.add_column("acs", sa.Column("a", sa.Integer(), index=True))
    op.add_column("acs", sa.Column("b", sa.JSON()))


def downgrade():
    op.drop_index("ix_acs_a", table_name="acs")
    op.drop_column("acs", "b")
    op.drop_column("acs", "a")
    op.drop_table("acs")
