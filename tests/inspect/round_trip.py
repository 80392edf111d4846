"""A database is read, made again in an empty one from what was read, and read again: both are equal, and so is
what the server's own tool says of them.

    tests/inspect/round_trip.py RETORT      with RETORT_TEST_PG_URL and RETORT_TEST_MYSQL_URL
"""
import difflib
import json
import pathlib
import sys
import uuid

FOLDER = pathlib.Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent / "scenarios"))
import harness  # noqa: E402


def difference(left, right):
    return "\n".join(difflib.unified_diff(left.splitlines(), right.splitlines(), lineterm="", n=4))


class SQLite:
    def __init__(self, file):
        self.file = file
        self.url = f"sqlite:///{file}"

    def execute(self, text):
        return harness.run(["sqlite3", "-bail", str(self.file)], input=text)


class RoundTrip(harness.Scenario):
    def inspect(self, database, form):
        return self.retort("-q", "inspect", database.url, "--format", form)

    def there_and_again(self, made, again):
        """`made` has something in it, `again` is empty."""
        before = self.inspect(made, "json")
        script = self.inspect(made, "sql")
        self.assertNotIn("not read", script)
        try:
            again.execute(script)
        except AssertionError as error:
            self.fail(f"{error}\n{script}")
        self.assertEqual(difference(before, self.inspect(again, "json")), "")
        self.assertEqual(difference(script, self.inspect(again, "sql")), "")
        return json.loads(before)

    def changes_are_seen(self, database, found, changes):
        for change in (FOLDER / changes).read_text().strip().split("\n"):
            with self.subTest(change):
                database.execute(change)
                now = json.loads(self.inspect(database, "json"))
                self.assertNotEqual(now["fingerprint"], found["fingerprint"], change)
                found = now

    def test_everything_that_postgresql_has(self):
        server = self.postgresql()
        # Clean-ups run backwards: the databases go first.
        self.addCleanup(server.psql, "postgres", 'DROP ROLE reader; DROP ROLE "Odd Writer";')
        made, again = self.postgresql(), self.postgresql()
        made.execute((FOLDER / "rich_postgresql.sql").read_text())
        found = self.there_and_again(made, again)
        self.assertEqual(difference("\n".join(made.schema()), "\n".join(again.schema())), "")
        self.assertEqual([key for key in found if not found[key]], [])
        self.changes_are_seen(again, found, "changes_postgresql.sql")

    def test_everything_that_sqlite_has(self):
        made, again = self.sqlite(), self.sqlite()
        made.execute((FOLDER / "rich_sqlite.sql").read_text())
        found = self.there_and_again(made, again)
        self.changes_are_seen(again, found, "changes_sqlite.sql")

    def test_everything_that_mariadb_has(self):
        made, again = self.mariadb(), self.mariadb()
        made.execute((FOLDER / "rich_mariadb.sql").read_text())
        found = self.there_and_again(made, again)
        # Keys stand in the order in which somebody made them; no catalog tells it.
        dumps = ["\n".join(sorted(line.rstrip(",") for line in database.schema())) for database in (made, again)]
        self.assertEqual(difference(*dumps), "")
        self.changes_are_seen(again, found, "changes_mariadb.sql")

    def test_the_same_table_in_other_words(self):
        one, other = self.sqlite(), self.sqlite()
        one.execute("CREATE TABLE t (a integer primary key, b varchar(3) NOT NULL UNIQUE CHECK (b<>'')); "
                    "CREATE INDEX i ON t (b)")
        other.execute('CREATE TABLE "t" (\n  "a" INTEGER, -- the key\n  [b] VARCHAR( 3 ) not null,\n'
                      "  UNIQUE (`b`), PRIMARY KEY(a), check (b<>''));\ncreate index if not exists main.i on t(b asc)")
        self.assertEqual(difference(self.inspect(one, "json"), self.inspect(other, "json")), "")

    def sqlite(self):
        file = self.root / f"{uuid.uuid4().hex}.db"
        file.touch()
        return SQLite(file)

    def test_an_empty_database(self):
        self.there_and_again(self.postgresql(), self.postgresql())
        self.there_and_again(self.sqlite(), self.sqlite())
        self.there_and_again(self.mariadb(), self.mariadb())


if __name__ == "__main__":
    harness.main(__doc__)
