# update() and delete() built with SQLAlchemy Core, as offline scripts use them.
from alembic import op
import sqlalchemy as sa

revision = "core_update_with_literals"
down_revision = None


def upgrade():
    table = op.create_table("cu", sa.Column("id", sa.Integer()), sa.Column("v", sa.String(10)))
    op.execute("INSERT INTO cu VALUES (1, 'a'), (2, 'b')")
    op.execute(table.update().where(table.c.v == op.inline_literal("a")).values({"v": op.inline_literal("z")}))
    op.execute(sa.update(table).where(table.c.id == 2).values(v="y"))
    op.execute(table.insert().values(id=3, v="c"))
    op.execute(sa.delete(table).where(sa.and_(table.c.id > 2, table.c.v.in_(["c", "d"]))))


def downgrade():
    op.drop_table("cu")
