"""Databases that have drifted: a history in two branches, a database at some revision of it, and something that
somebody changed by hand. `locate` must name the revision and just that change, and `baseline` must refuse.

    tests/scenarios/drift.py RETORT [unittest options]      with RETORT_TEST_PG_URL and RETORT_TEST_MYSQL_URL

RETORT_DRIFT_CASES is how many databases there are of each kind (4), RETORT_DRIFT_SEED the first seed (1).
"""
import json
import os
import random

import harness

CASES = int(os.environ.get("RETORT_DRIFT_CASES", "4"))
SEED = int(os.environ.get("RETORT_DRIFT_SEED", "1"))
# Parents of each revision: a trunk, two branches that change different tables, and their merge.
PARENTS = {"a1": (), "a2": ("a1",), "a3": ("a2",), "b1": ("a3",), "b2": ("b1",), "c1": ("a3",), "c2": ("c1",),
           "d1": ("b2", "c2"), "d2": ("d1",)}
STATES = [["a1"], ["a2"], ["a3"], ["b1"], ["b2"], ["c1"], ["c2"], ["d1"], ["d2"], ["b1", "c1"], ["b2", "c1"], ["b1", "c2"]]


def migration(revision, parents, upgrade):
    return (f"-- retort: revision {revision}\n" + (f"-- retort: revises {', '.join(parents)}\n" if parents else "") +
            "-- retort: upgrade\n" + upgrade + "-- retort: downgrade\n")


def work(revision, chance):
    """Several changes each, so that one more makes no revision look like its neighbour."""
    table = f"t_{revision}"
    columns = [f"{name} {chance.choice(('integer', 'varchar(40)', 'numeric(10, 2)'))}" for name in "pqrs"]
    return (f"CREATE TABLE {table} (id integer PRIMARY KEY, {', '.join(columns)}, label varchar(20) NOT NULL);\n"
            f"CREATE INDEX {table}_label ON {table} (label);\n"
            f"CREATE TABLE {table}_log (id integer PRIMARY KEY, note varchar(80));\n")


def drift(tables, chance):
    """A statement, and the object that it changes, as `locate` names it, with the kind of its change."""
    table = chance.choice(tables)
    return chance.choice([
        ("CREATE TABLE made_by_hand (id integer)", "extra", "table made_by_hand"),
        (f"ALTER TABLE {table} ADD COLUMN by_hand integer", "extra", f"column {table}.by_hand"),
        (f"ALTER TABLE {table} DROP COLUMN q", "missing", f"column {table}.q"),
        (f"CREATE INDEX by_hand ON {table} (id)", "extra", f"index {table}.by_hand"),
        (f"DROP TABLE {table}_log", "missing", f"table {table}_log"),
        (f"CREATE VIEW seen_by_hand AS SELECT id FROM {table}", "extra", "view seen_by_hand"),
    ])


class Drift:
    """What holds on every server."""

    def setUp(self):
        super().setUp()
        self.write("alembic.ini", harness.INI)

    def check(self, seed):
        chance = random.Random(seed)
        for revision, parents in PARENTS.items():
            upgrade = "SELECT 1;\n" if revision == "d1" else work(revision, chance)
            self.write(f"migrations/versions/{revision}.sql", migration(revision, parents, upgrade))
        state = chance.choice(STATES)
        database, scratch = self.database(), self.scratch()
        for revision in state:
            self.retort("-q", "--url", database.url, "upgrade", revision)
        database.execute("DROP TABLE alembic_version")
        tables = [name for name in database.tables() if name.startswith("t_") and not name.endswith("_log")]
        statement, change, what = drift(tables, chance)
        database.execute(statement)
        found = json.loads(self.retort("--json", "locate", database.url, *scratch, status=1))
        told = f"seed {seed}: {state}, {statement}: {found}"
        # The merge has no schema of its own: either side of it is right.
        same = [["d1"], ["b2", "c2"]] if state == ["d1"] else [state]
        self.assertFalse(found["exact"], told)
        self.assertTrue(any(sorted(one) in same for one in found["states"]), told)
        changes = [(one["change"], one["object"].replace(self.prefix, "")) for one in found["changes"]]
        self.assertEqual(changes, [(change, what)], told)
        refused = self.retort("baseline", database.url, *scratch, status=255)
        self.assertIn("1 object differs", refused)

    def test_the_revision_and_the_change_are_found(self):
        for seed in range(SEED, SEED + CASES):
            with self.subTest(seed=seed):
                self.check(seed)


class DriftOnPostgreSQL(Drift, harness.Scenario):
    prefix = "public."

    def database(self):
        return self.postgresql()

    def scratch(self):
        return "--scratch", os.environ["RETORT_TEST_PG_URL"]


class DriftOnMariaDB(Drift, harness.Scenario):
    prefix = ""

    def database(self):
        return self.mariadb()

    def scratch(self):
        return "--scratch", os.environ["RETORT_TEST_MYSQL_URL"]


class DriftOnSQLite(Drift, harness.Scenario):
    prefix = ""

    def database(self):
        return harness.SQLite(self)

    def scratch(self):
        return ()


if __name__ == "__main__":
    harness.main(__doc__)
