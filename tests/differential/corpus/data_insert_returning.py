# A data migration: insert returning.
# modes: online
# dialects: postgresql sqlite mariadb
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import delete, insert, table

revision = "data_insert_returning"
down_revision = None


def upgrade():
    t = op.create_table("ret_ir", sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.String(10)), sa.Column("at", sa.Integer, server_default="7"))
    conn = op.get_bind()
    ids = conn.execute(t.insert().returning(t.c.id, t.c.at), [{"n": "a"}, {"n": "b"}, {"n": "c"}]).all()
    assert len(ids) == 3 and {r.at for r in ids} == {7}, ids
    gone = conn.execute(t.delete().where(t.c.n == "b").returning(t.c.n)).scalars().all()
    assert gone == ["b"]


def downgrade():
    pass
