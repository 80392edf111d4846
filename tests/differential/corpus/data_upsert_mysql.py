# A data migration: upsert mysql.
# modes: online
# dialects: mysql mariadb
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import insert, table, text, update
from sqlalchemy.dialects import mysql

revision = "data_upsert_mysql"
down_revision = None


def upgrade():
    t = op.create_table("kv_um", sa.Column("k", sa.String(20), primary_key=True), sa.Column("v", sa.Integer), sa.Column("hits", sa.Integer, server_default="0"))
    conn = op.get_bind()
    stmt = mysql.insert(t).values([{"k": "a", "v": 1}, {"k": "b", "v": 2}])
    stmt = stmt.on_duplicate_key_update(v=stmt.inserted.v + 10, hits=t.c.hits + 1)
    conn.execute(stmt); conn.execute(stmt)
    conn.execute(t.insert().prefix_with("IGNORE").values(k="a", v=100))
    conn.execute(text("REPLACE INTO kv_um (k, v) VALUES (:k, :v)"), {"k": "z", "v": 3})


def downgrade():
    pass
