# A data migration: exists anti.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import delete, exists, func, insert, literal, select, table, update

revision = "data_exists_anti"
down_revision = None


def upgrade():
    a = op.create_table("a_ea", sa.Column("id", sa.Integer, primary_key=True), sa.Column("x", sa.String(5)))
    b = op.create_table("b_ea", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a_id", sa.Integer))
    conn = op.get_bind()
    conn.execute(a.insert(), [{"id": i, "x": chr(96 + i)} for i in range(1, 6)])
    conn.execute(b.insert(), [{"a_id": i} for i in (1, 3, 3, 9)])
    orphans = conn.execute(select(b.c.id).outerjoin(a, a.c.id == b.c.a_id).where(a.c.id.is_(None))).scalars().all()
    assert len(orphans) == 1
    conn.execute(b.delete().where(b.c.id.in_(orphans)))
    conn.execute(a.update().where(exists(select(b.c.id).where(b.c.a_id == a.c.id))).values(x=func.upper(a.c.x)))
    conn.execute(a.insert().from_select(["id", "x"], select(a.c.id + 10, literal("new")).where(a.c.id < 3)))
    un = sa.union_all(select(a.c.x), select(literal("q"))).subquery()
    assert sorted(conn.execute(select(un.c.x)).scalars()) == ["A", "C", "b", "d", "e", "new", "new", "q"]


def downgrade():
    pass
