# Elements of JSON columns.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "mysql_json"
down_revision = None

t = sa.table("mjs", sa.column("j", sa.JSON()), sa.column("s", sa.String()), sa.column("i", sa.Integer()))


def upgrade():
    op.execute(t.update().values(j=t.c.j["a"]))
    op.execute(t.update().values(j=t.c.j[0]))
    op.execute(t.update().values(j=t.c.j[("a", 1, "b c")]))
    op.execute(t.update().values(s=t.c.j["a"].as_string()))
    op.execute(t.delete().where(t.c.j["a"].as_string() == "x"))
    op.execute(t.delete().where(t.c.j["a"].as_integer() == 1))
    op.execute(t.delete().where(t.c.j["a"].as_boolean().is_(True)))
    op.execute(t.delete().where(t.c.j["a"].as_float() == 1.5))
    op.execute(t.update().values(j=sa.func.json_set(t.c.j, "$.a", 1)))


def downgrade():
    op.execute(t.update().values(j=sa.null()))
