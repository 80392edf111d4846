# Operators that came with SQLAlchemy 2.0.
# dialects: mysql mariadb
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa

revision = "mysql_operators_newer"
down_revision = None

t = sa.table("mon", sa.column("a", sa.Integer()), sa.column("s", sa.String()))


def upgrade():
    op.execute(t.update().values(a=t.c.a // 2))
    op.execute(t.delete().where(t.c.s.regexp_match(sa.text("'^a'"), flags="i")))
    op.execute(t.delete().where(~t.c.s.regexp_match(sa.text("'^a'"), flags="i")))
    op.execute(t.update().values(s=t.c.s.regexp_replace("a", "b")))
    op.execute(t.update().values(s=sa.func.aggregate_strings(t.c.s, ", ")))
    op.execute(t.delete().where(t.c.s.icontains("X")))


def downgrade():
    pass
