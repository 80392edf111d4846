# Names that an alias of an alias gets, and a function in FROM that is made LATERAL.
# dialects: postgresql
# modes: offline
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa

revision = "core_aliases_of_aliases"
down_revision = None

u = sa.table("u", sa.column("id", sa.Integer), sa.column("a", sa.JSON))


def drop_where(found):
    op.execute(u.delete().where(sa.exists(sa.select(found.c[0]))))


def upgrade():
    call = sa.func.jsonb_array_elements_text(u.c.a)
    drop_where(call.table_valued("elem", with_ordinality="ord").render_derived(name="t").lateral())
    drop_where(call.table_valued("x").lateral("g"))
    drop_where(call.table_valued("x").lateral())
    drop_where(call.table_valued("x", name="nm").lateral())
    drop_where(sa.values(sa.column("x", sa.Integer), name="vv").data([(1,)]).lateral())
    drop_where(sa.select(u.c.id).lateral("s"))
    drop_where(sa.select(u.c.id).subquery().alias())
    drop_where(sa.select(u.c.id).subquery("ss").alias())
    drop_where(sa.select(u.c.id).cte("cc").alias())
    drop_where(u.alias().alias())
    drop_where(u.alias("v").alias())


def downgrade():
    pass
