# A data migration: keyset batches.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import bindparam, insert, select, table, update

revision = "data_keyset_batches"
down_revision = None


def upgrade():
    t = op.create_table("big_kb", sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer), sa.Column("sq", sa.BigInteger))
    conn = op.get_bind()
    conn.execute(t.insert(), [{"id": i * 3, "n": i} for i in range(1, 251)])
    last, rounds = 0, 0
    while True:
        batch = conn.execute(select(t.c.id, t.c.n).where(t.c.id > last).order_by(t.c.id).limit(40)).fetchall()
        if not batch:
            break
        rounds += 1
        conn.execute(t.update().where(t.c.id == bindparam("_id")).values(sq=bindparam("_sq")), [{"_id": r.id, "_sq": r.n ** 2} for r in batch])
        last = batch[-1][0]
    print("rounds", rounds)
    op.bulk_insert(t, [{"id": 1, "n": rounds, "sq": 0}])


def downgrade():
    pass
