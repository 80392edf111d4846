# A data migration: dedupe.
# modes: online
# needs: SQLAlchemy 2.0
import datetime

from alembic import op
import sqlalchemy as sa
from sqlalchemy import delete, func, insert, select, table, update

revision = "data_dedupe"
down_revision = None


def upgrade():
    t = op.create_table("emails_dd", sa.Column("id", sa.Integer, primary_key=True), sa.Column("email", sa.String(80)), sa.Column("created", sa.DateTime))
    op.bulk_insert(t, [{"id": i, "email": e, "created": datetime.datetime(2020, 1, i)} for i, e in enumerate(["a@x", "b@x", "A@x", "c@x", "b@x", "b@x"], 1)])
    conn = op.get_bind()
    dup = select(func.lower(t.c.email).label("e"), func.min(t.c.id).label("keep"), func.count().label("n")).group_by(func.lower(t.c.email)).having(func.count() > 1)
    for e, keep, n in conn.execute(dup.order_by("e")).all():
        res = conn.execute(t.delete().where(func.lower(t.c.email) == e, t.c.id != keep))
        assert res.rowcount == n - 1, (res.rowcount, n)
    conn.execute(t.update().values(email=func.lower(t.c.email)))
    with op.batch_alter_table("emails_dd") as batch:
        batch.create_unique_constraint("uq_emails_dd", ["email"])


def downgrade():
    pass
