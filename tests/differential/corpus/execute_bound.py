# text() with bound values, rendered as literals offline.
# needs: SQLAlchemy 2.0
import datetime

from alembic import op
import sqlalchemy as sa

revision = "execute_bound"
down_revision = None


def upgrade():
    op.execute("CREATE TABLE exb (a INTEGER, b VARCHAR(20), c BOOLEAN, d DATE, e NUMERIC)")
    op.execute(sa.text("INSERT INTO exb (a, b) VALUES (:a, :b)").bindparams(a=1, b="it's"))
    op.execute(
        sa.text("INSERT INTO exb (a, c) VALUES (:a, :c)").bindparams(
            sa.bindparam("a", 2, type_=sa.Integer), sa.bindparam("c", True, type_=sa.Boolean)
        )
    )
    op.execute(
        sa.text("INSERT INTO exb (d) VALUES (:d)").bindparams(
            sa.bindparam("d", datetime.date(2024, 2, 29), type_=sa.Date)
        )
    )
    op.execute(sa.text("INSERT INTO exb (b) VALUES (:b)").bindparams(b=None))
    op.execute(sa.text("UPDATE exb SET e = :e WHERE a = :a").bindparams(e=1.5, a=1))


def downgrade():
    op.execute("DROP TABLE exb")
