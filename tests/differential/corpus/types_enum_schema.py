# An enum in a schema.
# On-line on MySQL: a schema is a database of the server there, which stays.
# modes on mysql: offline
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "types_enum_schema"
down_revision = None


def upgrade():
    op.execute("CREATE SCHEMA enums")
    op.create_table("tes", sa.Column("a", sa.Enum("x", "y", name="tes_kind", schema="enums")))


def downgrade():
    op.drop_table("tes")
    op.execute("DROP TYPE enums.tes_kind")
    op.execute("DROP SCHEMA enums")
