# A data migration: tree cte.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import cast, insert, select, table, update

revision = "data_tree_cte"
down_revision = None


def upgrade():
    t = op.create_table("cat_tc", sa.Column("id", sa.Integer, primary_key=True), sa.Column("parent_id", sa.Integer), sa.Column("name", sa.String(20)), sa.Column("path", sa.String(100)))
    op.bulk_insert(t, [{"id": 1, "parent_id": None, "name": "root"}, {"id": 2, "parent_id": 1, "name": "a"}, {"id": 3, "parent_id": 2, "name": "b"}, {"id": 4, "parent_id": 1, "name": "c"}])
    conn = op.get_bind()
    tree = select(t.c.id, cast(t.c.name, sa.String(100)).label("path")).where(t.c.parent_id.is_(None)).cte("tree", recursive=True)
    child = t.alias("child")
    tree = tree.union_all(select(child.c.id, cast(tree.c.path + "/" + child.c.name, sa.String(100))).where(child.c.parent_id == tree.c.id))
    for id_, path in conn.execute(select(tree.c.id, tree.c.path).order_by(tree.c.id)).all():
        conn.execute(t.update().where(t.c.id == id_).values(path=path))
    assert conn.execute(select(t.c.path).where(t.c.id == 3)).scalar_one() == "root/a/b"


def downgrade():
    pass
