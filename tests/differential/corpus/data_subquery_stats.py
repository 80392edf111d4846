# A data migration: subquery stats.
# modes: online
# needs: SQLAlchemy 2.0
import datetime
import decimal

from alembic import op
import sqlalchemy as sa
from sqlalchemy import func, insert, select, table

revision = "data_subquery_stats"
down_revision = None


def upgrade():
    o = op.create_table("ord_ss", sa.Column("id", sa.Integer, primary_key=True), sa.Column("cust", sa.Integer), sa.Column("amt", sa.Numeric(8, 2)), sa.Column("d", sa.Date))
    s = op.create_table("stat_ss", sa.Column("cust", sa.Integer, primary_key=True, autoincrement=False), sa.Column("n", sa.Integer), sa.Column("total", sa.Numeric(10, 2)), sa.Column("last", sa.Date), sa.Column("rank", sa.Integer))
    conn = op.get_bind()
    conn.execute(o.insert(), [{"cust": i % 4, "amt": decimal.Decimal(i) * decimal.Decimal("1.25"), "d": datetime.date(2020, 1 + i % 12, 1)} for i in range(30)])
    agg = select(o.c.cust, func.count().label("n"), func.sum(o.c.amt).label("total"), func.max(o.c.d).label("last")).group_by(o.c.cust).cte("agg")
    ranked = select(agg.c.cust, agg.c.n, agg.c.total, agg.c.last, func.rank().over(order_by=agg.c.total.desc()).label("rank"))
    conn.execute(s.insert().from_select(["cust", "n", "total", "last", "rank"], ranked))
    top = conn.execute(select(s).where(s.c.total > select(func.avg(s.c.total)).scalar_subquery()).order_by(s.c.rank)).mappings().all()
    assert [r["rank"] for r in top] == [1, 2], top


def downgrade():
    pass
