# A data migration: defaults.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import insert, table, update

revision = "data_defaults"
down_revision = None


def upgrade():
    meta = sa.MetaData()
    t = sa.Table("def_t", meta, sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer, default=5), sa.Column("s", sa.String(20), default=lambda: "made"), sa.Column("u", sa.String(10), onupdate="changed"), sa.Column("srv", sa.Integer, server_default="3"))
    meta.create_all(op.get_bind())
    conn = op.get_bind()
    conn.execute(t.insert())
    conn.execute(t.insert(), [{"n": 1}, {"n": 2}])
    conn.execute(t.insert().values(s=None))
    conn.execute(t.update().where(t.c.n == 2).values(srv=9))
    r = conn.execute(t.insert().values(n=50))
    assert r.inserted_primary_key[0] == 5, r.inserted_primary_key


def downgrade():
    op.drop_table("def_t")
