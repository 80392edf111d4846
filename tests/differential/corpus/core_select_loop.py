# Core select, update with parameters, in a loop: how data is moved on-line.
# modes: online
from alembic import op
import sqlalchemy as sa

revision = "core_select_loop"
down_revision = None


def upgrade():
    table = sa.table("csl", sa.column("id", sa.Integer), sa.column("full", sa.String), sa.column("last", sa.String))
    op.create_table("csl", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("full", sa.String(30)))
    op.bulk_insert(table, [{"id": 1, "full": "Ann Lee"}, {"id": 2, "full": "Bo"}, {"id": 3, "full": None}])
    op.add_column("csl", sa.Column("last", sa.String(30)))
    connection = op.get_bind()
    for row in connection.execute(sa.select(table.c.id, table.c.full).where(table.c.full.isnot(None))):
        parts = row.full.split(" ", 1)
        connection.execute(table.update().where(table.c.id == row.id).values(last=parts[-1] if len(parts) > 1 else None))
    connection.execute(sa.delete(table).where(table.c.last.is_(None)))


def downgrade():
    op.drop_table("csl")
