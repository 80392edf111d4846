# Loops, conditions, helpers, comprehensions, f-strings, constants.
from alembic import op
import sqlalchemy as sa

revision = "control_flow"
down_revision = None


TABLES = ["cf_one", "cf_two"]
COLUMNS = {"a": sa.Integer, "b": lambda: sa.String(5)}


def _add(table, *names, prefix="c_", **options):
    for name in names:
        op.add_column(table, sa.Column(f"{prefix}{name}", COLUMNS[name](), **options))


def upgrade():
    for index, table in enumerate(TABLES, start=1):
        op.create_table(table, sa.Column("id", sa.Integer(), primary_key=True))
        _add(table, *sorted(COLUMNS), nullable=True)
        if index % 2 == 0:
            continue
        op.execute(f"INSERT INTO {table} (id, c_a) VALUES " + ", ".join("(%d, %d)" % (i, i * i) for i in range(1, 4)))
    names = [name.upper() for name in TABLES if name.endswith("two")]
    assert names == ["CF_TWO"]


def downgrade():
    for table in reversed(TABLES):
        op.drop_table(table)
