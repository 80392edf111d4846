# A data migration: string funcs.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import cast, func, insert, literal, table, update

revision = "data_string_funcs"
down_revision = None


def upgrade():
    t = op.create_table("str_sf", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(40)), sa.Column("b", sa.String(80)))
    conn = op.get_bind()
    conn.execute(t.insert(), [{"id": 1, "a": "  Foo Bar "}, {"id": 2, "a": "50%_off"}, {"id": 3, "a": "o'x"}, {"id": 4, "a": ""}])
    conn.execute(t.update().values(b=func.replace(func.lower(func.trim(t.c.a)), " ", "-")))
    conn.execute(t.update().where(t.c.a.contains("%_", autoescape=True)).values(b="percent"))
    conn.execute(t.update().where(t.c.a.startswith("o'")).values(b=t.c.a + literal("!") + cast(t.c.id, sa.String(10))))
    conn.execute(t.update().where(func.length(t.c.a) == 0).values(b=func.substr(literal("abcdef"), 2, 3)))
    conn.execute(t.update().where(t.c.a.ilike("%FOO%"), t.c.b.not_like("%zzz%")).values(b=func.concat(t.c.b, "_", "x")) if conn.dialect.name != "sqlite" else t.update().where(t.c.a.ilike("%FOO%")).values(b=t.c.b + "_x"))


def downgrade():
    pass
