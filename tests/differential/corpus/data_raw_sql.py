# A data migration: raw sql.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import bindparam, text

revision = "data_raw_sql"
down_revision = None


def upgrade():
    op.execute("CREATE TABLE raw_rs (id INTEGER PRIMARY KEY, a VARCHAR(20), b VARCHAR(20))")
    conn = op.get_bind()
    for i, (a, b) in enumerate([("x:y", "it's"), ("%", "100%"), ("\\", "q\"q")], 1):
        conn.execute(sa.text("INSERT INTO raw_rs (id, a, b) VALUES (:id, :a, :b)"), {"id": i, "a": a, "b": b})
    got = conn.execute(sa.text("SELECT a, b FROM raw_rs WHERE a LIKE :p OR b = :b ORDER BY id").bindparams(p="x%", b="100%")).fetchall()
    assert [tuple(r) for r in got] == [("x:y", "it's"), ("%", "100%")], got
    n = conn.execute(sa.text("UPDATE raw_rs SET b = a WHERE id IN :ids").bindparams(sa.bindparam("ids", [1, 3], expanding=True))).rowcount
    assert n == 2
    op.execute(sa.text("UPDATE raw_rs SET a = '\\:literal' WHERE id = 2"))


def downgrade():
    pass
