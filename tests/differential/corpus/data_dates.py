# A data migration: dates.
# modes: online
# needs: SQLAlchemy 2.0
import datetime

from alembic import op
import sqlalchemy as sa
from sqlalchemy import column, func, insert, select, table, update

revision = "data_dates"
down_revision = None


def upgrade():
    t = op.create_table("log_da", sa.Column("id", sa.Integer, primary_key=True), sa.Column("at_text", sa.String(40)))
    op.bulk_insert(t, [{"at_text": s} for s in ("2020-01-02T03:04:05", "2021-12-31T23:59:59", "junk", None)])
    op.add_column("log_da", sa.Column("at", sa.DateTime))
    op.add_column("log_da", sa.Column("day", sa.Date))
    x = table("log_da", column("id", sa.Integer), column("at_text", sa.String), column("at", sa.DateTime), column("day", sa.Date))
    conn = op.get_bind()
    bad = 0
    for r in conn.execute(select(x.c.id, x.c.at_text)).fetchall():
        try:
            at = datetime.datetime.fromisoformat(r.at_text)
        except (TypeError, ValueError):
            bad += 1
            continue
        conn.execute(update(x).where(x.c.id == r.id).values(at=at + datetime.timedelta(hours=1), day=at.date()))
    assert bad == 2
    newest = conn.execute(select(func.max(x.c.at))).scalar()
    assert newest == datetime.datetime(2022, 1, 1, 0, 59, 59), newest
    conn.execute(x.insert().values(at_text=newest.strftime("%d.%m.%Y %H:%M"), day=newest.date().replace(day=15)))


def downgrade():
    pass
