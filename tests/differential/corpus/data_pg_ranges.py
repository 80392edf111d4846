# A data migration: pg ranges.
# modes: online
# dialects: postgresql
# needs: SQLAlchemy 2.0
import datetime

from sqlalchemy.dialects.postgresql import Range
from alembic import op
import sqlalchemy as sa
from sqlalchemy import func, insert, select, table, update
from sqlalchemy.dialects import postgresql

revision = "data_pg_ranges"
down_revision = None


def upgrade():
    t = op.create_table("book_pr", sa.Column("id", sa.Integer, primary_key=True), sa.Column("during", postgresql.DATERANGE), sa.Column("n", postgresql.INT4RANGE))
    conn = op.get_bind()
    conn.execute(t.insert(), [{"during": Range(datetime.date(2020, 1, 1), datetime.date(2020, 2, 1)), "n": Range(1, 5, bounds="[]")}, {"during": Range(datetime.date(2021, 1, 1), None), "n": Range(empty=True)}, {"during": None, "n": None}])
    conn.execute(t.update().where(t.c.during.contains(datetime.date(2020, 1, 15))).values(n=Range(7, 9)))
    conn.execute(t.update().where(t.c.during.overlaps(Range(datetime.date(2022, 1, 1), datetime.date(2022, 1, 2)))).values(n=func.int4range(3, 4)))
    row = conn.execute(select(t.c.during, t.c.n).where(t.c.id == 1)).one()
    assert row.n.lower == 7 and row.n.upper == 9 and row.during.lower == datetime.date(2020, 1, 1), row
    conn.execute(t.insert().values(during=Range(row.during.lower, row.during.upper + datetime.timedelta(days=1)), n=row.n))


def downgrade():
    pass
