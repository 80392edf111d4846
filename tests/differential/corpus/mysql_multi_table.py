# UPDATE and DELETE over several tables, and with a limit; INSERT without values.
# dialects: mysql mariadb
# needs: SQLAlchemy 2.0 for limits
from alembic import op
import sqlalchemy as sa

revision = "mysql_multi_table"
down_revision = None

a = sa.table("mma", sa.column("id", sa.Integer()), sa.column("name", sa.String()), sa.column("b_id", sa.Integer()))
b = sa.table("mmb", sa.column("id", sa.Integer()), sa.column("name", sa.String()))


def upgrade():
    op.execute(a.update().values(name=b.c.name).where(a.c.b_id == b.c.id))
    op.execute(a.update().values(name="x").where(a.c.id > 5).with_dialect_options(mysql_limit=5, mariadb_limit=6))
    op.execute(a.insert().values())
    op.execute(a.insert().prefix_with("IGNORE").values(id=1))
    op.execute(a.insert().values([{"id": 1, "name": "x"}, {"id": 2, "name": "y"}]))


def downgrade():
    op.execute(a.delete().where(a.c.b_id == b.c.id).where(b.c.name == "x"))
    op.execute(a.delete().where(a.c.id > 5).with_dialect_options(mysql_limit=5, mariadb_limit=6))
