# Operators of columns: patterns, arithmetic, membership, negation.
# dialects: postgresql sqlite
# modes: offline
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import func, select

revision = "core_operators"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("n", sa.Integer),
             sa.column("flag", sa.Boolean), sa.column("js", sa.JSON), sa.column("price", sa.Numeric(10, 2)))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("name", sa.String),
             sa.column("v", sa.Integer))


def upgrade():
    op.execute(select(t.c.id).where(t.c.name.contains("a"), t.c.name.startswith("b"), ~t.c.name.endswith("c")))
    op.execute(select(t.c.id).where(t.c.name.contains("50%", autoescape=True), t.c.name.icontains("x")))
    op.execute(select(t.c.id).where(t.c.name.ilike("%b%"), t.c.name.not_like("z", escape="/")))
    op.execute(select(t.c.id).where(sa.tuple_(t.c.id, t.c.name).in_([(1, "a"), (2, "b")])))
    op.execute(select(t.c.id).where(t.c.id.in_([]), t.c.id.not_in([1]), t.c.n.between(1, 5, symmetric=True)))
    op.execute(select(t.c.n / 2, t.c.n // 2, t.c.price // 2, t.c.n % 2, (t.c.n + 1) * 2, t.c.name + "x"))
    op.execute(select(t.c.n.bitwise_and(1), t.c.n.bitwise_xor(3), t.c.n.op("&", precedence=7)(3) * 2))
    op.execute(select(t.c.id).where(t.c.n == "5", t.c.flag, ~t.c.flag, sa.or_(t.c.n.is_(None), sa.false())))
    op.execute(select(t.c.id).where(sa.and_(True, t.c.id == 1), sa.not_(sa.or_(t.c.id == 1, t.c.n == 2))))
    op.execute(select(t.c.id).where(sa.true()))
    op.execute(select(sa.case((t.c.id == 1, "one"), else_="many"), sa.case({1: "a"}, value=t.c.id, else_=t.c.name)))
    op.execute(select(t.c.js["a"]["b"], t.c.js[("a", 1)], t.c.js["a"].as_string(), t.c.js["n"].as_integer()))
    op.execute(select(t.c.name.collate("C")).order_by(t.c.name.collate("C").desc()))


def downgrade():
    pass
