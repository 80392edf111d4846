# A data migration: enum values.
# modes: online
# needs: SQLAlchemy 2.0
import enum
from alembic import op
import sqlalchemy as sa
from sqlalchemy import case, insert, select, table, update

revision = "data_enum_values"
down_revision = None


class Status(enum.Enum):
    new = "NEW"
    done = "DONE"


def upgrade():
    t = op.create_table("jobs_ev", sa.Column("id", sa.Integer, primary_key=True), sa.Column("status", sa.Enum(Status, name="status_ev")), sa.Column("st", sa.String(10)))
    conn = op.get_bind()
    conn.execute(t.insert().values([{"id": 1, "status": Status.new}, {"id": 2, "status": "done"}]))
    rows = conn.execute(select(t.c.id, t.c.status).order_by(t.c.id)).all()
    assert rows[0].status is Status.new and rows[1][1] is Status.done
    for r in rows:
        conn.execute(t.update().filter_by(id=r.id).values(st=r.status.value) if hasattr(t.update(), "filter_by") else t.update().where(t.c.id == r.id).values(st=r.status.value))
    conn.execute(t.update().values(st=case((t.c.status == Status.new, "fresh"), else_=t.c.st)))


def downgrade():
    op.drop_table("jobs_ev")
    if op.get_bind().dialect.name == "postgresql":
        sa.Enum(name="status_ev").drop(op.get_bind())
