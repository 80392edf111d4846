# A data migration: schema events.
# modes: online
# needs: SQLAlchemy 2.0
from sqlalchemy import DDL, event
from alembic import op
import sqlalchemy as sa
from sqlalchemy import insert, table

revision = "data_schema_events"
down_revision = None


def upgrade():
    meta = sa.MetaData()
    t = sa.Table("evt_t", meta, sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer))
    event.listen(t, "after_create", DDL("INSERT INTO evt_t (id, n) VALUES (1, 1)"))
    event.listen(t, "after_create", DDL("INSERT INTO evt_t (id, n) VALUES (2, 2)").execute_if(dialect="postgresql"))
    @event.listens_for(meta, "after_create")
    def more(target, connection, tables=(), **kw):
        connection.execute(t.insert().values(id=3, n=len(tables)))
    meta.create_all(op.get_bind())


def downgrade():
    op.drop_table("evt_t")
