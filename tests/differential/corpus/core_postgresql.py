# What only PostgreSQL has: arrays, JSONB, DISTINCT ON, locks, LATERAL, functions in FROM.
# dialects: postgresql
# modes: offline
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql

revision = "core_postgresql"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("n", sa.Integer),
             sa.column("flag", sa.Boolean), sa.column("js", sa.JSON), sa.column("price", sa.Numeric(10, 2)))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("name", sa.String),
             sa.column("v", sa.Integer))
p = sa.table("p", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("jb", postgresql.JSONB),
             sa.column("arr", postgresql.ARRAY(sa.Integer)))


def upgrade():
    op.execute(select(p.c.jb["a"].astext, p.c.jb["a"]["b"].as_integer(), p.c.jb.has_key("a"), p.c.jb - "x"))
    op.execute(select(p.c.arr[1], p.c.arr[1:3], p.c.arr + [3], p.c.arr.contains([1]), p.c.arr.any(5)))
    op.execute(select(p.c.id).where(p.c.id == sa.any_(p.c.arr), p.c.name.regexp_match("x", flags="i")))
    op.execute(select(p.c.id).distinct(p.c.name).with_for_update(skip_locked=True, of=p))
    op.execute(select(p.c.id).with_for_update(read=True, nowait=True))
    rows = select(u.c.v).where(u.c.t_id == p.c.id).lateral("l")
    op.execute(select(p.c.id, rows.c.v).select_from(p.join(rows, sa.true())))
    pairs = func.jsonb_each(p.c.jb).table_valued("key", "value")
    op.execute(select(p.c.id, pairs.c.key, pairs.c.value))
    op.execute(select(func.unnest(p.c.arr).column_valued("el")))
    made = u.insert().values(v=1).returning(u.c.id).cte("made")
    op.execute(select(made.c.id))
    given = sa.values(sa.column("a", sa.Integer), sa.column("b", sa.String), name="given").data([(1, "x"), (2, "y")])
    op.execute(p.update().where(p.c.id == given.c.a).values(name=given.c.b))
    insert = postgresql.insert(p).values(id=1, name="x")
    op.execute(insert.on_conflict_do_update(index_elements=["id"], set_={"name": insert.excluded.name}, where=p.c.id > 3))
    op.execute(p.delete().where(p.c.id == u.c.t_id).returning(p.c.id))


def downgrade():
    pass
