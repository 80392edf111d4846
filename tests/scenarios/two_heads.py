"""Two heads, and databases on either side of them: merged, put in a line, and what each database gets.

    tests/scenarios/two_heads.py RETORT      with RETORT_TEST_PG_URL and RETORT_TEST_MYSQL_URL
"""
import harness
from harness import script

BASE = script("5d1c0ffee001", None, "users", """
op.create_table(
    "users",
    sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
    sa.Column("email", sa.String(200), nullable=False),
    sa.PrimaryKeyConstraint("id", name="users_pkey"),
)
op.create_index("ix_users_email", "users", ["email"], unique=True)
""", 'op.drop_table("users")', created="2024-01-01 09:00:00")

ORDERS = script("83e35a661e81", "5d1c0ffee001", "orders", """
op.create_table(
    "orders",
    sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
    sa.Column("user_id", sa.Integer(), nullable=False),
    sa.Column("total", sa.Numeric(12, 2), nullable=False),
    sa.PrimaryKeyConstraint("id", name="orders_pkey"),
    sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="orders_user_fkey"),
)
""", 'op.drop_table("orders")', created="2024-01-02 09:00:00")

PROFILES = script("c7a94f4da889", "5d1c0ffee001", "nicknames", """
op.add_column("users", sa.Column("nickname", sa.String(80)))
op.create_index("ix_users_nickname", "users", ["nickname"])
""", """
op.drop_index("ix_users_nickname", table_name="users")
op.drop_column("users", "nickname")
""", created="2024-01-03 09:00:00")

ORDERS_FILE = "migrations/versions/83e35a661e81_orders.py"
PROFILES_FILE = "migrations/versions/c7a94f4da889_nicknames.py"
VERSIONS = "SELECT version_num FROM alembic_version ORDER BY 1"


class TwoHeads:
    """What holds on either server."""

    def setUp(self):
        super().setUp()
        self.write("alembic.ini", harness.INI)
        self.write("migrations/env.py", harness.ENV)
        self.write("migrations/script.py.mako", harness.TEMPLATE)
        self.write("migrations/versions/5d1c0ffee001_users.py", BASE)
        self.commit("Users")
        self.git("checkout", "-qb", "orders")
        self.write(ORDERS_FILE, ORDERS)
        self.commit("Orders", author="Bob")
        self.git("checkout", "-q", "main")
        self.git("checkout", "-qb", "nicknames")
        self.write(PROFILES_FILE, PROFILES)
        self.commit("Nicknames", author="Cleo")
        self.git("checkout", "-q", "main")
        self.git("merge", "-q", "orders")
        self.day += 1
        self.git("merge", "-q", "-m", "Merge nicknames", "nicknames")

    def databases(self):
        """One on each side, one that has both, one that create_all() made, and an empty one."""
        self.orders, self.nicknames, self.both, self.created, self.empty = (self.database() for _ in range(5))
        self.retort("--url", self.orders.url, "upgrade", "83e35a661e81")
        self.retort("--url", self.nicknames.url, "upgrade", "c7a94f4da889")
        self.retort("--url", self.both.url, "upgrade", "heads")
        self.retort("--url", self.created.url, "upgrade", "heads")
        self.created.execute("DROP TABLE alembic_version")
        self.expected = self.both.schema()

    def check_diagnosis(self):
        for command in (("upgrade", "head"), ("revision", "-m", "next")):
            error = self.retort("--url", self.orders.url, *command, status=255)
            self.assertIn("83e35a661e81", error)
            self.assertIn("c7a94f4da889", error)
            self.assertIn("`retort merge heads`", error)
        self.assertEqual(self.orders.rows(VERSIONS), ["83e35a661e81"])  # nothing ran
        heads = self.findings()["RT109"][0]
        self.assertEqual(heads["revisions"], ["83e35a661e81", "c7a94f4da889"])
        self.assertEqual(heads["repair"], "retort merge heads")
        self.assertEqual([code for code in self.findings("--url", self.created.url) if code.startswith("RT5")],
                         ["RT504"])
        for database in (self.orders, self.nicknames, self.both):
            self.assertFalse([code for code in self.findings("--url", database.url) if code.startswith("RT5")])

    def check_upgraded(self, database, head):
        self.assertEqual(database.rows(VERSIONS), [head])
        self.assertEqual(database.schema(), self.expected)
        self.retort("--url", database.url, "doctor")

    def test_merged_every_database_gets_what_it_lacks(self):
        self.databases()
        self.check_diagnosis()
        shown = self.retort("repair", "merge", "--to", "0123456789ab")
        self.assertIn("Nothing was written", shown)
        text = self.retort("--url", self.empty.url, "repair", "merge", "--to", "0123456789ab", "--write", "--prove")
        self.assertIn("after: 4 revisions, no circle; head 0123456789ab; base 5d1c0ffee001", text)
        self.assertIn("`upgrade heads` ran 4 revisions and ended at 0123456789ab; `downgrade base` ran, too", text)
        self.assertEqual((self.read(ORDERS_FILE), self.read(PROFILES_FILE)), (ORDERS, PROFILES))
        self.commit("One head again")
        self.retort("doctor")
        self.assertEqual(self.retort("-q", "heads"), "0123456789ab (head)\n")
        for database in (self.orders, self.nicknames, self.both, self.empty):
            self.retort("--url", database.url, "upgrade", "head")
            self.check_upgraded(database, "0123456789ab")
        # The one that create_all() made is not guessed at: an upgrade fails and leaves it as it was.
        self.retort("--url", self.created.url, "upgrade", "head", status=1)
        self.assertEqual(self.created.schema(), self.expected)
        self.retort("--url", self.created.url, "stamp", "head")
        self.check_upgraded(self.created, "0123456789ab")

    def test_a_line_instead_is_refused_while_a_database_would_miss_a_migration(self):
        self.databases()
        before = (self.read(ORDERS_FILE), self.read(PROFILES_FILE))
        refused = self.retort("repair", "rebase", "c7a94f4da889", "--onto", "83e35a661e81", "--write", status=255)
        self.assertIn("stamped at c7a94f4da889", refused)
        self.assertIn("would never run: 83e35a661e81", refused)
        self.assertIn("Nothing was written", refused)
        self.assertEqual((self.read(ORDERS_FILE), self.read(PROFILES_FILE)), before)
        # The owner knows that no database is there any more.
        text = self.retort("--url", self.empty.url, "repair", "linearize", "83e35a661e81", "c7a94f4da889",
                           "--write", "--force", "--prove")
        self.assertIn("<base> -> 5d1c0ffee001 -> 83e35a661e81 -> c7a94f4da889 (head)", text)
        self.assertIn("`upgrade heads` ran 3 revisions and ended at c7a94f4da889", text)
        self.assertEqual(self.read(ORDERS_FILE), ORDERS)
        self.assertEqual(self.read(PROFILES_FILE).replace("83e35a661e81", "5d1c0ffee001"), PROFILES)
        self.commit("One after the other")
        self.retort("doctor")
        for database in (self.orders, self.empty):
            self.retort("--url", database.url, "upgrade", "head")
            self.check_upgraded(database, "c7a94f4da889")
        # Two rows of which one is the other's ancestor: found, and the repair that is named is right.
        row = self.findings("--url", self.both.url)["RT503"][0]
        self.assertEqual(row["revisions"], ["83e35a661e81", "c7a94f4da889"])
        self.both.execute(row["repair"])
        self.check_upgraded(self.both, "c7a94f4da889")
        # And it can be taken back as long as it is in the backup.
        self.retort("repair", "undo")
        self.assertEqual((self.read(ORDERS_FILE), self.read(PROFILES_FILE)), before)

    def test_databases_without_a_version_table_are_located_by_their_schema(self):
        self.databases()
        for database in (self.orders, self.nicknames):
            database.execute("DROP TABLE alembic_version")
        self.retort("repair", "merge", "--to", "0123456789ab", "--write")
        self.commit("One head again")
        scratch = ("--scratch", self.empty.url)
        for database, found in ((self.orders, "83e35a661e81"), (self.nicknames, "c7a94f4da889"),
                                (self.created, "0123456789ab")):
            before = database.schema()
            self.assertIn(f"exactly that of {found}.\n", self.retort("locate", database.url, *scratch))
            self.assertEqual(database.schema(), before)
            self.retort("baseline", database.url, *scratch)
            self.assertEqual(database.rows(VERSIONS), [found])
            self.retort("--url", database.url, "upgrade", "head")
            self.check_upgraded(database, "0123456789ab")
        # Between revisions: nothing is stamped, and what differs is said.
        self.nicknames.execute("DROP TABLE alembic_version")
        self.nicknames.execute("ALTER TABLE orders DROP COLUMN total")
        told = self.retort("locate", self.nicknames.url, *scratch, status=1)
        self.assertIn("The nearest is 0123456789ab.", told)
        self.assertRegex(told, r"column (public\.)?orders\.total is missing")
        refused = self.retort("baseline", self.nicknames.url, *scratch, status=255)
        self.assertIn("1 object differs", refused)
        refused = self.retort("--url", self.nicknames.url, "stamp", "--prove", "head", *scratch, status=255)
        self.assertIn("1 object differs", refused)
        self.assertIn("There is no version table.", self.retort("locate", self.nicknames.url, *scratch, status=1))


class TwoHeadsOnPostgreSQL(TwoHeads, harness.Scenario):
    def database(self):
        return self.postgresql()


class TwoHeadsOnMariaDB(TwoHeads, harness.Scenario):
    def database(self):
        return self.mariadb()


if __name__ == "__main__":
    harness.main(__doc__)
