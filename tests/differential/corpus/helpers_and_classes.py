# A dataclass-like helper, try/finally, contextlib, functools and a closure.
import collections
import contextlib
import functools
import itertools
import textwrap

from alembic import op
import sqlalchemy as sa

revision = "helpers_and_classes"
down_revision = None


Item = collections.namedtuple("Item", ["code", "label"])
ITEMS = [Item("a", "Alpha"), Item(code="b", label="Beta")]


class Maker:
    prefix = "hc"

    def __init__(self, name):
        self.name = name

    @property
    def table(self):
        return f"{self.prefix}_{self.name}"

    @staticmethod
    def column(name):
        return sa.Column(name, sa.Text())


@contextlib.contextmanager
def made(maker):
    op.create_table(maker.table, maker.column("code"), Maker.column("label"))
    try:
        yield maker.table
    finally:
        op.execute("SELECT 1 -- done with " + maker.table)


def upgrade():
    with made(Maker("items")) as name:
        insert = functools.partial("INSERT INTO {} VALUES ('{}', '{}')".format, name)
        for item in itertools.chain(ITEMS, [Item("c", "Gamma")]):
            op.execute(insert(item.code, item.label))
    op.execute(
        textwrap.dedent(
            f"""\
            UPDATE {name}
               SET label = 'Zeta'
             WHERE code = 'a'"""
        )
    )
    with contextlib.suppress(KeyError):
        {}["missing"]


def downgrade():
    op.drop_table(Maker("items").table)
