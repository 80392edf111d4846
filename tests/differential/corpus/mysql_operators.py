# Operators that MySQL spells in its own way.
# dialects: mysql mariadb
# needs: SQLAlchemy 2.0 for LIKE in parentheses
from alembic import op
import sqlalchemy as sa

revision = "mysql_operators"
down_revision = None

t = sa.table(
    "mop",
    sa.column("a", sa.Integer()),
    sa.column("b", sa.Integer()),
    sa.column("s", sa.String()),
    sa.column("u", sa.String()),
    sa.column("f", sa.Boolean()),
    sa.column("j", sa.JSON()),
    sa.column("d", sa.DateTime()),
)


def set_s(value):
    op.execute(t.update().values(s=value))


def only(condition):
    op.execute(t.delete().where(condition))


def upgrade():
    set_s(t.c.s + t.c.u)
    set_s(t.c.s + "x" + t.c.u + "it's")
    set_s("x" + t.c.s)
    set_s(t.c.s.concat(t.c.u))
    set_s(sa.func.concat(t.c.s, "-", t.c.u))
    set_s(sa.func.upper(t.c.s + "x"))
    only(t.c.u == t.c.s + "x")
    only((t.c.s + "x").like("a%"))
    op.execute(t.update().values(a=t.c.a / t.c.b))
    op.execute(t.update().values(a=t.c.a % 5))
    op.execute(t.update().values(a=(t.c.a + 1) * t.c.b - 2))
    only(t.c.s.is_distinct_from(t.c.u))
    only(t.c.s.isnot_distinct_from(t.c.u))
    only(sa.not_(t.c.s.is_distinct_from(t.c.u)))
    only(t.c.s.ilike("%a%"))
    only(t.c.s.notilike("%a%"))
    only(t.c.s.like("50\\%%", escape="\\"))
    only(t.c.s.startswith("a_", autoescape=True))
    only(t.c.s.contains("b"))
    only(t.c.s.regexp_match("^a.*"))
    only(~t.c.s.regexp_match("^a.*"))
    only(t.c.s.match("word"))
    only(t.c.f)
    only(~t.c.f)
    only(sa.and_(t.c.f, t.c.a == 1))
    only(sa.or_(~t.c.f, t.c.a != 1))
    only(t.c.f == sa.true())
    only(t.c.f.is_(True))
    only(t.c.f.is_(sa.false()))
    only(t.c.f.is_(None))
    only(t.c.a.in_([1, 2]))
    only(t.c.a.notin_([1, 2]))
    only(t.c.a.in_([]))
    only(t.c.a.notin_([]))
    only(t.c.a.between(1, 5))
    only(sa.extract("month", t.c.d) == 5)
    only(t.c.s.collate("utf8mb4_bin") == "x")
    only(t.c.s.op("REGEXP")("x"))
    only(t.c.s.op("RLIKE BINARY")("x"))
    only(t.c.a.op("&")(1) != 0)


def downgrade():
    op.execute(t.update().values(d=sa.func.now()))
    op.execute(t.update().values(d=sa.func.current_timestamp()))
    op.execute(t.update().values(d=sa.func.utc_timestamp()))
    op.execute(t.update().values(d=sa.func.sysdate()))
    op.execute(t.update().values(d=sa.func.localtimestamp()))
    op.execute(t.update().values(d=sa.func.current_date()))
    op.execute(t.update().values(a=sa.func.random()))
    op.execute(t.update().values(a=sa.func.char_length(t.c.s)))
    op.execute(t.update().values(a=sa.func.coalesce(t.c.a, 0)))
    op.execute(t.update().values(s=sa.func.group_concat(t.c.s)))
    op.execute(t.update().values(s=sa.func.json_extract(t.c.j, "$.a")))
    op.execute(t.update().values(s=sa.func.replace(t.c.s, "\\", "/")))
    op.execute(t.update().values(s=sa.func.uuid()))
    op.execute(t.update().values(s=sa.case([(t.c.a == 1, "one")], else_="other") if sa.__version__ < "1.4" else sa.case((t.c.a == 1, "one"), else_="other")))
    op.execute(t.update().values(s=sa.null(), f=sa.true()))
    op.execute(t.update().values(s=sa.literal("li\\t"), a=sa.literal(5), f=sa.literal(True)))
    op.execute(t.update().values(s=sa.text("'x'"), a=sa.literal_column("1 + 1")))
