# A data migration: update from.
# modes: online
# dialects: postgresql sqlite
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import column, delete, exists, func, insert, select, table, update

revision = "data_update_from"
down_revision = None


def upgrade():
    a = op.create_table("a_uf", sa.Column("id", sa.Integer, primary_key=True), sa.Column("total", sa.Integer))
    b = op.create_table("b_uf", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a_id", sa.Integer), sa.Column("n", sa.Integer))
    conn = op.get_bind()
    conn.execute(a.insert(), [{"id": i} for i in (1, 2, 3)])
    conn.execute(b.insert(), [{"a_id": i % 2 + 1, "n": i} for i in range(10)])
    sums = select(b.c.a_id, func.sum(b.c.n).label("s")).group_by(b.c.a_id).subquery("sums")
    conn.execute(a.update().where(a.c.id == sums.c.a_id).values(total=sums.c.s))
    vals = sa.values(column("id", sa.Integer), column("bonus", sa.Integer), name="v").data([(1, 100), (3, 300)])
    if conn.dialect.name == "postgresql":
        conn.execute(a.update().where(a.c.id == vals.c.id).values(total=func.coalesce(a.c.total, 0) + vals.c.bonus))
    conn.execute(a.delete().where(~exists().where(b.c.a_id == a.c.id), a.c.total.is_(None)))


def downgrade():
    pass
