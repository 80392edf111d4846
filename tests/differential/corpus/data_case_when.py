# A data migration: case when.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import case, func, insert, select, table, update

revision = "data_case_when"
down_revision = None


def upgrade():
    t = op.create_table("lvl_cw", sa.Column("id", sa.Integer, primary_key=True), sa.Column("p", sa.Integer), sa.Column("grade", sa.String(5)))
    conn = op.get_bind()
    conn.execute(t.insert(), [{"id": i, "p": p} for i, p in enumerate([95, 80, 50, None, 10], 1)])
    conn.execute(t.update().values(grade=case((t.c.p >= 90, "A"), (t.c.p.between(60, 89), "B"), (t.c.p.is_(None), None), else_="F")))
    m = {1: 100, 2: 200}
    conn.execute(t.update().where(t.c.id.in_(m)).values(p=case(m, value=t.c.id)))
    stats = conn.execute(select(func.min(t.c.p), func.max(t.c.p), func.count(t.c.p), func.sum(case((t.c.grade == "F", 1), else_=0)), func.count(sa.distinct(t.c.grade)))).one()
    assert tuple(int(x) for x in stats) == (10, 200, 4, 2, 3), stats


def downgrade():
    pass
