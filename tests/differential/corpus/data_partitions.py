# A data migration: partitions.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import bindparam, insert, select, table, update

revision = "data_partitions"
down_revision = None


def upgrade():
    t = op.create_table("part_t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("v", sa.Integer))
    conn = op.get_bind()
    conn.execute(t.insert(), [{"id": i, "v": i % 5} for i in range(1, 101)])
    n = 0
    for part in conn.execute(select(t.c.id, t.c.v).where(t.c.v == 2).order_by(t.c.id)).partitions(8):
        conn.execute(t.update().where(t.c.id == bindparam("b_id")), [{"b_id": r.id, "v": r.v * 100} for r in part])
        n += len(part)
    assert n == 20


def downgrade():
    pass
