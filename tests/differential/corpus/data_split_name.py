# A data migration: split name.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import column, func, insert, select, table, update

revision = "data_split_name"
down_revision = None


users = table("users_sn", column("id", sa.Integer), column("full_name", sa.String), column("first", sa.String), column("last", sa.String))


def upgrade():
    op.create_table("users_sn", sa.Column("id", sa.Integer, primary_key=True), sa.Column("full_name", sa.String(100)))
    op.bulk_insert(users, [{"id": i, "full_name": n} for i, n in enumerate(["Ada Lovelace", "Plato", "Jean Luc Picard", "", None], 1)])
    op.add_column("users_sn", sa.Column("first", sa.String(50)))
    op.add_column("users_sn", sa.Column("last", sa.String(50)))
    conn = op.get_bind()
    for row in conn.execute(select(users.c.id, users.c.full_name).where(users.c.full_name.isnot(None)).order_by(users.c.id)):
        first, _, last = row.full_name.rpartition(" ")
        conn.execute(users.update().where(users.c.id == row.id).values(first=first or None, last=last))
    with op.batch_alter_table("users_sn") as batch:
        batch.drop_column("full_name")


def downgrade():
    op.add_column("users_sn", sa.Column("full_name", sa.String(100)))
    op.execute(users.update().values(full_name=func.trim(func.coalesce(users.c.first, "") + " " + func.coalesce(users.c.last, ""))))
    with op.batch_alter_table("users_sn") as batch:
        batch.drop_column("first")
        batch.drop_column("last")
