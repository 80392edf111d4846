# A data migration: reflect.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import column, insert, select, table, update

revision = "data_reflect"
down_revision = None


def upgrade():
    op.create_table("acc_re", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(30), nullable=False, server_default="n"), sa.Column("bal", sa.Numeric(10, 2)))
    conn = op.get_bind()
    acc = sa.Table("acc_re", sa.MetaData(), autoload_with=conn)
    conn.execute(acc.insert(), [{"bal": 5}, {"bal": 7}])
    cols = {c.name: c.nullable for c in acc.columns}
    assert cols == {"id": False, "name": False, "bal": True}, cols
    insp = sa.inspect(conn)
    if "extra" not in [c["name"] for c in insp.get_columns("acc_re")]:
        op.add_column("acc_re", sa.Column("extra", sa.Integer))
    acc = sa.Table("acc_re", sa.MetaData(), autoload_with=conn)
    conn.execute(acc.update().where(acc.c.bal > 5).values(extra=acc.c.id * 2))
    result = conn.execute(select(acc).order_by(acc.c.id))
    keys = list(result.keys())
    data = [dict(zip(keys, r)) for r in result]
    assert data[1]["extra"] == 4 and data[0]["extra"] is None, data


def downgrade():
    pass
