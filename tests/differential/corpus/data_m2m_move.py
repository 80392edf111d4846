# A data migration: m2m move.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import func, insert, select, table

revision = "data_m2m_move"
down_revision = None


def upgrade():
    post = op.create_table("post_mm", sa.Column("id", sa.Integer, primary_key=True), sa.Column("tags", sa.String(60)))
    op.bulk_insert(post, [{"id": 1, "tags": "a,b , c"}, {"id": 2, "tags": "b,,a"}, {"id": 3, "tags": None}])
    tag = op.create_table("tag_mm", sa.Column("id", sa.Integer, primary_key=True, autoincrement=True), sa.Column("name", sa.String(20), nullable=False))
    pt = op.create_table("post_tag_mm", sa.Column("post_id", sa.Integer, sa.ForeignKey("post_mm.id"), primary_key=True), sa.Column("tag_id", sa.Integer, sa.ForeignKey("tag_mm.id"), primary_key=True))
    conn = op.get_bind()
    known = {}
    for pid, tags in conn.execute(select(post.c.id, post.c.tags).order_by(post.c.id)).all():
        for name in sorted({t.strip() for t in (tags or "").split(",") if t.strip()}):
            if name not in known:
                res = conn.execute(tag.insert().values(name=name))
                known[name] = res.inserted_primary_key[0]
            conn.execute(pt.insert().values(post_id=pid, tag_id=known[name]))
    joined = select(post.c.id, func.count(pt.c.tag_id).label("n")).select_from(post.outerjoin(pt, pt.c.post_id == post.c.id)).group_by(post.c.id).order_by(post.c.id)
    assert conn.execute(joined).all() == [(1, 3), (2, 2), (3, 0)]


def downgrade():
    pass
