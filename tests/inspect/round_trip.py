"""A database is read, made again in an empty one from what was read, and read again: both are equal, and so is
what the server's own tool says of them.

    tests/inspect/round_trip.py RETORT      with RETORT_TEST_PG_URL and RETORT_TEST_MYSQL_URL
"""
import difflib
import json
import pathlib
import sys

FOLDER = pathlib.Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent / "scenarios"))
import harness  # noqa: E402


def difference(left, right):
    return "\n".join(difflib.unified_diff(left.splitlines(), right.splitlines(), lineterm="", n=4))


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

    def test_everything_that_postgresql_has(self):
        server = self.postgresql()
        # Clean-ups run backwards: the databases go first.
        self.addCleanup(server.psql, "postgres", 'DROP ROLE reader; DROP ROLE "Odd Writer";')
        made, again = self.postgresql(), self.postgresql()
        made.execute((FOLDER / "rich_postgresql.sql").read_text())
        found = self.there_and_again(made, again)
        self.assertEqual(difference("\n".join(made.schema()), "\n".join(again.schema())), "")
        self.assertEqual([key for key in found if not found[key]], [])
        # A change of anything is seen.
        for change in (FOLDER / "changes_postgresql.sql").read_text().strip().split("\n"):
            with self.subTest(change):
                again.execute(change)
                now = json.loads(self.inspect(again, "json"))
                self.assertNotEqual(now["fingerprint"], found["fingerprint"], change)
                found = now

    def test_an_empty_database(self):
        self.there_and_again(self.postgresql(), self.postgresql())


if __name__ == "__main__":
    harness.main(__doc__)
