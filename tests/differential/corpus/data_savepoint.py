# A data migration: savepoint.
# modes: online
# dialects: postgresql sqlite
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import delete, func, insert, select, table

revision = "data_savepoint"
down_revision = None


def upgrade():
    t = op.create_table("sp_t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("v", sa.Integer, unique=True))
    conn = op.get_bind()
    failed = []
    for i, v in enumerate([1, 2, 2, 3, 1], 1):
        try:
            with conn.begin_nested():
                conn.execute(t.insert().values(id=i, v=v))
        except sa.exc.IntegrityError as e:
            failed.append(i)
    assert failed == [3, 5], failed
    sp = conn.begin_nested()
    conn.execute(t.delete())
    sp.rollback()
    assert conn.scalar(select(func.count()).select_from(t)) == 3


def downgrade():
    pass
