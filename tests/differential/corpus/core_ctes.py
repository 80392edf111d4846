# CTEs: anonymous, recursive, several, in front of INSERT, UPDATE and DELETE.
# dialects: postgresql sqlite
# modes: offline
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import func, select

revision = "core_ctes"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("n", sa.Integer),
             sa.column("flag", sa.Boolean), sa.column("js", sa.JSON), sa.column("price", sa.Numeric(10, 2)))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("name", sa.String),
             sa.column("v", sa.Integer))


def upgrade():
    c = select(t.c.id, t.c.name).where(t.c.n > 1).cte("c")
    op.execute(select(c.c.id).where(c.c.name == "x"))
    op.execute(select(select(t.c.id).cte()))
    d = select(c.c.id).cte("d")
    op.execute(select(d.c.id, c.c.id))
    tree = select(t.c.id, t.c.n).where(t.c.n.is_(None)).cte("tree", recursive=True)
    tree = tree.union_all(select(t.c.id, t.c.n).where(t.c.n == tree.c.id))
    op.execute(select(tree))
    op.execute(u.insert().from_select(["t_id", "name"], select(c.c.id, c.c.name)))
    op.execute(u.update().where(u.c.t_id.in_(select(c.c.id))).values(v=1))
    op.execute(u.delete().where(u.c.t_id.in_(select(c.c.id))))


def downgrade():
    pass
