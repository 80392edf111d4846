# mysql.insert() and its ON DUPLICATE KEY UPDATE.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql

revision = "mysql_on_duplicate_key"
down_revision = None

t = sa.table("modk", sa.column("id", sa.Integer()), sa.column("name", sa.String()), sa.column("n", sa.Integer()))


def upgrade():
    insert = mysql.insert(t).values(id=1, name="it's", n=5)
    op.execute(insert)
    op.execute(insert.on_duplicate_key_update(n=insert.inserted.n, name=insert.inserted.name))
    op.execute(insert.on_duplicate_key_update(n=t.c.n + insert.inserted.n))
    op.execute(insert.on_duplicate_key_update(n=insert.inserted.n + t.c.n))
    op.execute(insert.on_duplicate_key_update({"name": sa.func.upper(insert.inserted.name), "n": sa.null()}))
    op.execute(insert.on_duplicate_key_update([("n", sa.text("1")), ("name", insert.inserted.name)]))
    many = mysql.insert(t).values([{"id": 1, "name": "x"}, {"id": 2, "name": "y"}])
    op.execute(many.on_duplicate_key_update(name=many.inserted.name))


def downgrade():
    insert = mysql.insert(t).from_select(["id", "name"], sa.select(t.c.id, t.c.name))
    op.execute(insert.on_duplicate_key_update(name=insert.inserted.name))
    op.execute(mysql.insert(t).prefix_with("IGNORE").values(id=1))
