# A data migration: type decorator.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import insert, select, table, update

revision = "data_type_decorator"
down_revision = None


class Csv(sa.TypeDecorator):
    impl = sa.String(50)
    cache_ok = True
    def process_bind_param(self, value, dialect):
        return None if value is None else ",".join(value)
    def process_result_value(self, value, dialect):
        return None if value is None else value.split(",")


def upgrade():
    t = op.create_table("csv_td", sa.Column("id", sa.Integer, primary_key=True), sa.Column("v", Csv))
    conn = op.get_bind()
    conn.execute(t.insert(), [{"id": 1, "v": ["a", "b"]}, {"id": 2, "v": None}])
    for row in conn.execute(t.select()).all():
        if row.v:
            conn.execute(t.update().where(t.c.id == row.id).values(v=[x.upper() for x in row.v] + ["c"]))
    conn.execute(t.insert().values(id=3, v=["only"]))
    assert conn.execute(select(t.c.id).where(t.c.v == ["only"])).scalar() == 3


def downgrade():
    pass
