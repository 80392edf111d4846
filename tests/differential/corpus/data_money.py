# A data migration: money.
# modes: online
# needs: SQLAlchemy 2.0
import decimal

from alembic import op
import sqlalchemy as sa
from sqlalchemy import column, func, insert, select, table, update

revision = "data_money"
down_revision = None


def upgrade():
    t = op.create_table("inv_mo", sa.Column("id", sa.Integer, primary_key=True), sa.Column("amount", sa.Double), sa.Column("cur", sa.String(3)))
    op.bulk_insert(t, [{"amount": 12.5, "cur": "EUR"}, {"amount": 0.5, "cur": "USD"}, {"amount": 99999.25, "cur": "EUR"}, {"amount": None, "cur": None}])
    op.add_column("inv_mo", sa.Column("cents", sa.Numeric(12, 2)))
    x = table("inv_mo", column("id", sa.Integer), column("amount", sa.Double), column("cents", sa.Numeric(12, 2)), column("cur", sa.String))
    conn = op.get_bind()
    for row in conn.execute(select(x).where(x.c.amount.is_not(None))).mappings():
        value = decimal.Decimal(str(row["amount"])).quantize(decimal.Decimal("0.01"))
        conn.execute(x.update().where(x.c.id == row["id"]).values(cents=value))
    total = conn.execute(select(func.sum(x.c.cents)).where(x.c.cur == "EUR")).scalar()
    assert total == decimal.Decimal("100011.75"), total
    per = dict(conn.execute(select(x.c.cur, func.count()).group_by(x.c.cur)).all())
    assert per == {"EUR": 2, "USD": 1, None: 1}, per


def downgrade():
    pass
