# Rows of every common type, through an ad-hoc table and through create_table's answer.
# needs: SQLAlchemy 2.0
import datetime
import decimal
import uuid

from alembic import op
import sqlalchemy as sa

revision = "bulk_insert"
down_revision = None


def upgrade():
    made = op.create_table(
        "bi",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(20)),
        sa.Column("ok", sa.Boolean()),
        sa.Column("ratio", sa.Float()),
        sa.Column("price", sa.Numeric(8, 2)),
        sa.Column("day", sa.Date()),
        sa.Column("at", sa.DateTime()),
    )
    op.bulk_insert(
        made,
        [
            {"id": 1, "name": "it's", "ok": True, "ratio": 0.5, "price": decimal.Decimal("1.10")},
            {"id": 2, "name": None, "ok": False, "ratio": 1e10, "price": decimal.Decimal("-7")},
        ],
    )
    table = sa.table("bi", sa.column("id", sa.Integer), sa.column("day", sa.Date), sa.column("at", sa.DateTime))
    op.bulk_insert(
        table,
        [
            {"id": 3, "day": datetime.date(2024, 2, 29), "at": datetime.datetime(2024, 2, 29, 12, 30, 15)},
            {"id": 4, "day": None, "at": datetime.datetime(2024, 1, 1, 0, 0, 0, 123456)},
        ],
        multiinsert=False,
    )
    op.bulk_insert(table, [])


def downgrade():
    op.execute("DELETE FROM bi")
    op.drop_table("bi")
