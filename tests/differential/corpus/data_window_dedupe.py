# A data migration: window dedupe.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import delete, func, insert, select, table

revision = "data_window_dedupe"
down_revision = None


def upgrade():
    t = op.create_table("ev_wd", sa.Column("id", sa.Integer, primary_key=True), sa.Column("k", sa.String(10)), sa.Column("v", sa.Integer))
    conn = op.get_bind()
    conn.execute(t.insert(), [dict(id=i, k="abc"[i % 3], v=i * i % 7) for i in range(1, 20)])
    ranked = select(t.c.id, func.row_number().over(partition_by=t.c.k, order_by=[t.c.v.desc(), t.c.id]).label("rn")).subquery()
    ids = conn.scalars(select(ranked.c.id).where(ranked.c.rn > 2).order_by(ranked.c.id)).all()
    conn.execute(t.delete().where(t.c.id.in_(ids)))
    assert conn.execute(select(func.count()).select_from(t)).scalar_one() == 6


def downgrade():
    pass
