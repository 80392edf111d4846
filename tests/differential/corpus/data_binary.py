# A data migration: binary.
# modes: online
# needs: SQLAlchemy 2.0
import hashlib
from alembic import op
import sqlalchemy as sa
from sqlalchemy import insert, select, table, update

revision = "data_binary"
down_revision = None


def upgrade():
    t = op.create_table("bin_bi", sa.Column("id", sa.Integer, primary_key=True), sa.Column("raw", sa.LargeBinary), sa.Column("digest", sa.String(64)))
    conn = op.get_bind()
    conn.execute(t.insert(), [{"id": 1, "raw": b"\x00\xff'\\"}, {"id": 2, "raw": b""}, {"id": 3, "raw": None}])
    for id_, raw in conn.execute(select(t.c.id, t.c.raw)).all():
        if raw is not None:
            conn.execute(t.update().where(t.c.id == id_).values(digest=hashlib.sha256(bytes(raw)).hexdigest(), raw=bytes(raw) + b"!"))


def downgrade():
    pass
