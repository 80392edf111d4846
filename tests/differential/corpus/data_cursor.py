# A data migration: cursor.
# modes: online
# dialects: postgresql sqlite
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import table

revision = "data_cursor"
down_revision = None


def upgrade():
    op.create_table("cur_t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("v", sa.String(10)))
    conn = op.get_bind()
    cur = conn.connection.cursor()
    mark = "%s" if conn.dialect.name == "postgresql" else "?"
    cur.executemany(f"INSERT INTO cur_t (id, v) VALUES ({mark}, {mark})", [(1, "a"), (2, "b"), (3, None)])
    cur.execute("SELECT id, v FROM cur_t ORDER BY id")
    names = [d[0] for d in cur.description]
    rows = [dict(zip(names, r)) for r in cur.fetchall()]
    assert rows == [{"id": 1, "v": "a"}, {"id": 2, "v": "b"}, {"id": 3, "v": None}], rows
    cur.close()
    conn.exec_driver_sql("UPDATE cur_t SET v = 'z' WHERE id = 3")


def downgrade():
    pass
