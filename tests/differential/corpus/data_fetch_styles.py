# A data migration: fetch styles.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import insert, select, table, update

revision = "data_fetch_styles"
down_revision = None


def upgrade():
    t = op.create_table("fs_t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("v", sa.String(5)))
    conn = op.get_bind()
    conn.execute(t.insert(), [{"id": i, "v": f"v{i}"} for i in range(1, 8)])
    r = conn.execute(select(t.c.id, t.c.v.label("val")).order_by(t.c.id.desc()))
    assert r.fetchone()._mapping["val"] == "v7" and r.fetchmany(2)[1].val == "v5" and r.first()._asdict() == {"id": 4, "val": "v4"}
    assert conn.execute(select(t.c.v).where(t.c.id == 99)).first() is None
    assert conn.execute(select(t.c.v).where(t.c.id == 99)).scalar_one_or_none() is None
    try:
        conn.execute(select(t.c.v)).one()
    except sa.exc.MultipleResultsFound:
        conn.execute(t.update().where(t.c.id == 1).values(v="multi"))
    try:
        conn.execute(select(t.c.v).where(t.c.id == 0)).scalar_one()
    except sa.exc.NoResultFound:
        conn.execute(t.update().where(t.c.id == 2).values(v="none"))
    a, b = zip(*conn.execute(select(t.c.id, t.c.v).where(t.c.id.between(3, 4)).order_by(t.c.id)).all())
    assert a == (3, 4) and b == ("v3", "v4")
    assert conn.execute(select(t.c.v)).unique().all() is not None
    assert {row.id: row for row in conn.execute(select(t))}[5].v == "v5"


def downgrade():
    pass
