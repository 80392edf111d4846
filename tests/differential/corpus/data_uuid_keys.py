# A data migration: uuid keys.
# modes: online
# needs: SQLAlchemy 2.0
import uuid

from alembic import op
import sqlalchemy as sa
from sqlalchemy import column, insert, select, table, update

revision = "data_uuid_keys"
down_revision = None


NS = uuid.UUID("12345678-1234-5678-1234-567812345678")


def upgrade():
    t = op.create_table("doc_uk", sa.Column("id", sa.Integer, primary_key=True), sa.Column("slug", sa.String(30)))
    op.bulk_insert(t, [{"slug": s} for s in ("one", "two", "thrée")])
    op.add_column("doc_uk", sa.Column("uid", sa.Uuid(), nullable=True))
    op.add_column("doc_uk", sa.Column("uid_text", sa.String(36), nullable=True))
    conn = op.get_bind()
    meta = sa.MetaData()
    doc = sa.Table("doc_uk", meta, sa.Column("id", sa.Integer, primary_key=True), sa.Column("slug", sa.String(30)), sa.Column("uid", sa.Uuid()), sa.Column("uid_text", sa.String(36)))
    for id_, slug in conn.execute(select(doc.c.id, doc.c.slug)):
        u = uuid.uuid5(NS, slug)
        conn.execute(doc.update().where(doc.c.id == id_).values(uid=u, uid_text=str(u)))
    back = conn.execute(select(doc.c.uid, doc.c.uid_text)).all()
    assert all(isinstance(a, uuid.UUID) and str(a) == b for a, b in back), back
    with op.batch_alter_table("doc_uk") as b:
        b.alter_column("uid", existing_type=sa.Uuid(), nullable=False)


def downgrade():
    pass
