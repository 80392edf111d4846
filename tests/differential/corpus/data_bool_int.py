# A data migration: bool int.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import column, func, insert, literal, select, table, update

revision = "data_bool_int"
down_revision = None


def upgrade():
    t = op.create_table("flag_bi", sa.Column("id", sa.Integer, primary_key=True), sa.Column("state", sa.String(10)))
    op.bulk_insert(t, [{"state": s} for s in ("on", "off", "ON", None)])
    op.add_column("flag_bi", sa.Column("active", sa.Boolean, nullable=False, server_default=sa.false()))
    f = table("flag_bi", column("id", sa.Integer), column("state", sa.String), column("active", sa.Boolean))
    op.execute(f.update().where(func.lower(f.c.state) == op.inline_literal("on")).values(active=True))
    conn = op.get_bind()
    assert [r.active for r in conn.execute(f.select().order_by(f.c.id))] == [True, False, True, False]
    assert conn.execute(select(func.count()).where(f.c.active)).scalar() == 2
    conn.execute(f.update().where(~f.c.active, f.c.state.is_(None)).values(active=sa.true()))


def downgrade():
    pass
