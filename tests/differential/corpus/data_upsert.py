# A data migration: upsert.
# modes: online
# dialects: postgresql sqlite
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import insert, table, update
from sqlalchemy.dialects import postgresql, sqlite

revision = "data_upsert"
down_revision = None


def upgrade():
    t = op.create_table("kv_up", sa.Column("k", sa.String(20), primary_key=True), sa.Column("v", sa.Integer), sa.Column("hits", sa.Integer, server_default="0"))
    conn = op.get_bind()
    mod = postgresql if conn.dialect.name == "postgresql" else sqlite
    stmt = mod.insert(t).values([{"k": "a", "v": 1}, {"k": "b", "v": 2}])
    stmt = stmt.on_conflict_do_update(index_elements=[t.c.k], set_={"v": stmt.excluded.v + 10, "hits": t.c.hits + 1}, where=t.c.v != stmt.excluded.v)
    conn.execute(stmt)
    conn.execute(stmt)
    more = mod.insert(t).values(k="a", v=9).on_conflict_do_nothing()
    assert conn.execute(more).rowcount == 0
    conn.execute(mod.insert(t).on_conflict_do_update(index_elements=["k"], set_=dict(v=mod.insert(t).excluded.v)), [{"k": "a", "v": 5}, {"k": "z", "v": 6}])


def downgrade():
    pass
