# Joins, limits, locks and subqueries.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "mysql_select"
down_revision = None

a = sa.table("msa", sa.column("id", sa.Integer()), sa.column("name", sa.String()), sa.column("b_id", sa.Integer()))
b = sa.table("msb", sa.column("id", sa.Integer()), sa.column("name", sa.String()))


def upgrade():
    op.execute(sa.select(a.c.id))
    op.execute(sa.select(a.c.id, b.c.name).select_from(a.join(b, a.c.b_id == b.c.id)))
    op.execute(sa.select(a.c.id).select_from(a.outerjoin(b, a.c.b_id == b.c.id)).where(b.c.id.is_(None)))
    op.execute(sa.select(a.c.id).limit(5))
    op.execute(sa.select(a.c.id).limit(5).offset(10))
    op.execute(sa.select(a.c.id).offset(10))
    op.execute(sa.select(a.c.id).order_by(a.c.name.desc(), a.c.id).distinct())
    op.execute(sa.select(a.c.id).with_for_update())
    op.execute(sa.select(a.c.id).with_for_update(read=True))
    op.execute(sa.select(a.c.id).with_for_update(nowait=True))
    op.execute(sa.select(a.c.id).with_for_update(skip_locked=True))
    op.execute(sa.select(sa.func.count()).select_from(a))
    op.execute(sa.select(sa.literal(1)).where(sa.exists().where(a.c.id == b.c.id)))
    op.execute(sa.select(a.c.name, sa.func.count(a.c.id).label("n")).group_by(a.c.name).having(sa.func.count(a.c.id) > 1))
    op.execute(sa.select(a.c.id).union_all(sa.select(b.c.id)))
    op.execute(a.insert().from_select(["id", "name"], sa.select(b.c.id, b.c.name).where(b.c.id > 5)))
    op.execute(sa.select(a.c.id).where(a.c.b_id.in_(sa.select(b.c.id).where(b.c.name == "x"))))
    op.execute(sa.select(sa.func.now()))
    op.execute(sa.select(sa.literal(1)).where(sa.literal(2) == 3))


def downgrade():
    op.execute(a.delete().where(a.c.b_id.in_(sa.select(b.c.id))))
    op.execute(a.update().values(name=sa.select(b.c.name).where(b.c.id == a.c.b_id).scalar_subquery()))
