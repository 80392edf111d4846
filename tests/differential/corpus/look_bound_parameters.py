# Parameters of every common type, sent on-line.
# modes: online
import datetime
import decimal

from alembic import op
import sqlalchemy as sa

revision = "look_bound_parameters"
down_revision = None


def upgrade():
    bind = op.get_bind()
    op.execute("CREATE TABLE lbp (n INTEGER, s VARCHAR(20), f FLOAT, b BOOLEAN, d DATE, x NUMERIC(10, 2))")
    statement = sa.text("INSERT INTO lbp (n, s, f, b) VALUES (:n, :s, :f, :b)")
    bind.execute(statement, {"n": 1, "s": "it's :colon %s", "f": 1.25, "b": True})
    bind.execute(statement.bindparams(n=-2, s="", f=1e-3, b=False))
    bind.execute(statement, dict(n=None, s=None, f=None, b=None))
    bind.execute(
        sa.text("UPDATE lbp SET d = :d WHERE n = :n").bindparams(sa.bindparam("d", type_=sa.Date)),
        {"d": datetime.date(2024, 2, 29), "n": 1},
    )
    bind.execute(sa.text("DELETE FROM lbp WHERE n IN :ns").bindparams(sa.bindparam("ns", expanding=True)), {"ns": [-2, 7]})
    op.execute(sa.text("UPDATE lbp SET s = :s WHERE n = :n").bindparams(s="last", n=1))


def downgrade():
    op.execute("DROP TABLE lbp")
