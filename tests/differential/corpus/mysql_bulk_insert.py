# Literals of every type: backslashes, booleans, moments, numbers.
# dialects: mysql mariadb
# needs: SQLAlchemy 2.0 for moments
import datetime
import decimal

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql

revision = "mysql_bulk_insert"
down_revision = None

table = sa.table(
    "mbi",
    sa.column("i", sa.Integer()),
    sa.column("s", sa.String(20)),
    sa.column("t", mysql.LONGTEXT()),
    sa.column("b", sa.Boolean()),
    sa.column("n", mysql.TINYINT(1)),
    sa.column("d", sa.Date()),
    sa.column("dt", sa.DateTime()),
    sa.column("tm", sa.Time()),
    sa.column("f", sa.Float()),
    sa.column("m", sa.Numeric(10, 2)),
    sa.column("e", sa.Enum("a", "b", name="e")),
    sa.column("order", sa.String(5)),
)


def upgrade():
    op.bulk_insert(
        table,
        [
            {"i": 1, "s": "it's", "t": "back\\slash", "b": True, "n": 1},
            {"i": -2, "s": "100% \\n", "t": None, "b": False, "n": 0},
            {"d": datetime.date(2020, 1, 2), "dt": datetime.datetime(2020, 1, 2, 3, 4, 5)},
            {"dt": datetime.datetime(2020, 1, 2, 3, 4, 5, 678), "tm": datetime.time(3, 4, 5)},
            {"f": 1.5, "m": decimal.Decimal("10.20")},
            {"f": 1e20, "m": 3, "e": "a", "order": 'say "hi"'},
            {"s": "line\nbreak\ttab"},
        ],
    )
    op.bulk_insert(sa.table("mbi2", sa.column("a", sa.String())), [{"a": "x"}], multiinsert=False)
    op.bulk_insert(
        sa.table("mbi3", sa.column("s", sa.String()), sa.column("d", sa.Date())),
        [{"s": op.inline_literal("in\\line"), "d": op.inline_literal("2020-01-01")}],
    )


def downgrade():
    op.execute(table.delete().where(table.c.s == "it's \\ here"))
    op.execute(table.delete().where(table.c.b.is_(True)).where(table.c.b == sa.false()))
    op.execute(table.update().where(table.c.i == 1).values(b=True, n=1, order=None, d=datetime.date(2020, 1, 2)))
