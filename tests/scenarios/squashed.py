"""A history of a schema with branches becomes one migration, and databases at every state of it end at the same schema.

    tests/scenarios/squashed.py RETORT      with RETORT_TEST_PG_URL
"""
import harness
from harness import script

VERSIONS = "migrations/versions"

HISTORY = [
    ("a10000000001", None, "shop", """
op.execute("CREATE SCHEMA shop")
op.create_table("orders", sa.Column("id", sa.BigInteger(), primary_key=True),
                sa.Column("state", postgresql.ENUM("new", "paid", name="order_state", schema="shop")), schema="shop")
""", """
op.drop_table("orders", schema="shop")
op.execute("DROP TYPE shop.order_state")
op.execute("DROP SCHEMA shop")
"""),
    ("b20000000001", "a10000000001", "people", """
op.create_table("people", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()), schema="shop")
op.add_column("orders", sa.Column("person_id", sa.Integer(), sa.ForeignKey("shop.people.id", ondelete="CASCADE")),
              schema="shop")
""", """
op.drop_column("orders", "person_id", schema="shop")
op.drop_table("people", schema="shop")
"""),
    ("b20000000002", "a10000000001", "totals", """
op.add_column("orders", sa.Column("total", sa.Numeric(10, 2), server_default="0", nullable=False), schema="shop")
op.create_check_constraint("orders_total", "orders", "total >= 0", schema="shop")
op.execute("CREATE VIEW shop.paid AS SELECT id, total FROM shop.orders WHERE state = 'paid'")
""", """
op.execute("DROP VIEW shop.paid")
op.drop_column("orders", "total", schema="shop")
"""),
    ("c30000000001", ("b20000000001", "b20000000002"), "together", "pass", "pass"),
    ("d40000000001", "c30000000001", "gone again", """
op.execute("CREATE OR REPLACE VIEW shop.paid AS SELECT id, total, person_id FROM shop.orders WHERE state = 'paid'")
op.alter_column("people", "name", existing_type=sa.Text(), nullable=False, new_column_name="full_name", schema="shop")
op.execute("ALTER TYPE shop.order_state ADD VALUE IF NOT EXISTS 'void'")
op.create_index("ix_people_name", "people", [sa.text("lower(full_name)")], unique=True, schema="shop")
""", """
op.drop_index("ix_people_name", table_name="people", schema="shop")
op.alter_column("people", "full_name", existing_type=sa.Text(), nullable=True, new_column_name="name", schema="shop")
op.execute("DROP VIEW shop.paid")
op.execute("CREATE VIEW shop.paid AS SELECT id, total FROM shop.orders WHERE state = 'paid'")
"""),
    ("e50000000001", "d40000000001", "stock", """
op.create_table("stock", sa.Column("id", sa.Integer(), primary_key=True), schema="shop")
""", 'op.drop_table("stock", schema="shop")'),
]


class Squashed(harness.Scenario):
    def build(self):
        self.write("alembic.ini", harness.INI)
        self.write("migrations/env.py", harness.ENV)
        self.write("migrations/script.py.mako", harness.TEMPLATE)
        for revision, parent, message, upgrade, downgrade in HISTORY:
            self.write(f"{VERSIONS}/{revision}_{message.replace(' ', '_')}.py",
                       script(revision, parent, message, upgrade, downgrade))
        self.commit("A history")

    def at(self, revision):
        database = self.postgresql()
        self.retort("--url", database.url, "upgrade", revision)
        return database

    def test_the_whole_range_from_base(self):
        self.check("base:d40000000001", [one[0] for one in HISTORY])

    def test_a_range_in_the_middle(self):
        self.check("d40000000001:e50000000001", [one[0] for one in HISTORY])

    def test_a_range_with_both_branches(self):
        for revision, parent in (("a00000000001", None), ):
            self.build()
            base = self.read(f"{VERSIONS}/a10000000001_shop.py").replace("down_revision = None",
                                                                       f"down_revision = '{revision}'")
            self.write(f"{VERSIONS}/a10000000001_shop.py", base)
            self.write(f"{VERSIONS}/{revision}_first.py", script(revision, parent, "first", "pass"))
        self.check("a10000000001:d40000000001", [one[0] for one in HISTORY], build=False)

    def check(self, squashed, revisions, build=True):
        if build:
            self.build()
        expected = sorted(self.at("head").schema())
        databases = [self.at(revision) for revision in revisions]
        server = self.postgresql()
        text = self.retort("--url", server.url, "squash", squashed)
        self.assertIn("the new history gives the schema of the old one", text)
        self.assertIn("Its downgrade() restores what was there before it", text)
        self.commit("Squashed")
        self.assertEqual(server.schema(), self.postgresql().schema())
        for database in [*databases, self.postgresql()]:
            self.retort("--url", database.url, "upgrade", "head")
            self.assertEqual(sorted(database.schema()), expected)
            self.assertEqual(database.rows("SELECT version_num FROM alembic_version"), ["e50000000001"])
        self.retort("--url", databases[0].url, "downgrade", "base")
        self.retort("repair", "undo")
        self.retort("--url", databases[0].url, "upgrade", "head")
        self.assertEqual(sorted(databases[0].schema()), expected)


if __name__ == "__main__":
    harness.main(__doc__)
