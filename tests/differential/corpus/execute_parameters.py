"""insert() and update() without values, as they stand before execute(statement, rows): off-line every column is a
parameter."""
# modes: offline
# needs: SQLAlchemy 2.0
import sqlalchemy as sa
from alembic import op

revision = "execute_parameters"
down_revision = None

PLAIN = sa.table("execute_plain", sa.column("a b"), sa.column("c.d"), sa.column("id", sa.Integer))
TABLE = sa.Table(
    "execute_table", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("made", sa.DateTime, default=sa.func.now(), onupdate=sa.func.now()), sa.Column("data", sa.JSON),
    sa.Column("key", sa.Uuid), sa.Column("text_key", sa.Uuid(native_uuid=False)), sa.Column("n", sa.Integer))


def upgrade():
    bind = op.get_bind()
    bind.execute(PLAIN.insert(), [{"a b": 1}, {"a b": 2}])
    bind.execute(sa.insert(TABLE), {"id": 1, "data": {"a": 1}})
    bind.execute(TABLE.update(), {"n": 5})
    bind.execute(sa.update(TABLE).where(TABLE.c.id == sa.bindparam("given")), {"given": 1, "n": 5})
    op.execute(PLAIN.insert())
    op.execute(TABLE.insert().values())
    op.execute(TABLE.insert().values({}))
    op.execute(PLAIN.update().where(PLAIN.c.id == 3))


def downgrade():
    op.get_bind().execute(TABLE.delete().where(TABLE.c.id == sa.bindparam("given")), {"given": 1})
