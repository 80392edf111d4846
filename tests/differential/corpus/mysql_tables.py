# Tables: renamed, commented, in another schema, if they exist.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "mysql_tables"
down_revision = None


def upgrade():
    op.rename_table("old", "new")
    op.rename_table("old", "Odd Name", schema="other")
    op.create_table_comment("mta", "it's new \\ 100%")
    op.create_table_comment("mta", "again", existing_comment="it's new", schema="other")
    op.drop_table_comment("mta", existing_comment="again")
    op.create_table("mta", sa.Column("a", sa.Integer()), schema="other", comment="", prefixes=["TEMPORARY"])
    op.execute("INSERT INTO mta SELECT * FROM old WHERE name LIKE 'a%' AND x = '\\:y'")


def downgrade():
    op.drop_table("mta", schema="other")
    op.drop_table("mta", mysql_engine="InnoDB")
