"""More than a hundred migrations of many branches, and one line that closes a circle.

    tests/scenarios/in_a_circle.py RETORT      with RETORT_TEST_PG_URL and RETORT_TEST_MYSQL_URL
"""
import json

import harness
from harness import script

AUTHORS = ("Ada", "Bob", "Cleo", "Dan")
ROUNDS = 16
VERSIONS = "migrations/versions"
CURRENT = "SELECT version_num FROM alembic_version"


class History:
    """Rounds of a table on the main line, two branches that change it, and their merge: in order."""

    def __init__(self):
        self.scripts = []  # (id, file name, text, author)
        self.tip = None
        for number in range(ROUNDS):
            self.add_round(number)
        self.ids = [revision for revision, _, _, _ in self.scripts]

    def add(self, parent, message, upgrade="pass", downgrade="pass"):
        at = len(self.scripts)
        revision = f"{(at + 1) * 7919 * 104729 % (1 << 48):012x}"
        day = f"2023-{1 + at // 28:02}-{1 + at % 28:02} 09:00:00"
        name = f"{revision}_{message.replace(' ', '_')}.py"
        self.scripts.append((revision, name, script(revision, parent, message, upgrade, downgrade, created=day),
                             AUTHORS[at % len(AUTHORS)]))
        return revision

    def add_round(self, number):
        table = f"t{number:02}"
        base = self.add(self.tip, f"table {table}", f"""
op.create_table("{table}", sa.Column("id", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("id"))
""", f'op.drop_table("{table}")')
        ends = []
        for side in ("a", "b"):
            last = base
            for step in range(2):
                column = f"{side}{step}"
                last = self.add(last, f"{table} {column}", f"""
op.add_column("{table}", sa.Column("{column}", sa.Integer()))
""", f'op.drop_column("{table}", "{column}")')
            last = self.add(last, f"{table} index {side}", f"""
op.create_index("ix_{table}_{side}", "{table}", ["{side}0"])
""", f'op.drop_index("ix_{table}_{side}", table_name="{table}")')
            ends.append(last)
        self.tip = self.add(tuple(ends), f"merge {table}")


class InACircle:
    """What holds on either server."""

    def build(self):
        self.history = History()
        self.write("alembic.ini", harness.INI)
        self.write("migrations/env.py", harness.ENV)
        for revision, name, text, author in self.history.scripts:
            self.write(f"{VERSIONS}/{name}", text)
            self.git("add", "-A")
            if revision == self.history.ids[-1] or revision[-1] in "048c":
                self.commit(f"Add {name}", author=author)
        self.sound = self.git("rev-parse", "HEAD").strip()

    def close_the_circle(self):
        """Somebody chains an early migration to a late one, in its docstring, too."""
        ids = self.history.ids
        self.early, self.late = ids[3 * 8], ids[11 * 8 + 2]  # a table of the main line; a step on a branch
        self.parent = ids[3 * 8 - 1]
        self.file = next(f"{VERSIONS}/{name}" for revision, name, _, _ in self.history.scripts if revision == self.early)
        self.write(self.file, self.read(self.file).replace(self.parent, self.late))
        self.commit("Resolve conflict", author="Eve")

    def check_diagnosis(self):
        url = self.production.url
        error = self.retort("--url", url, "upgrade", "head", status=255)
        self.assertIn("Cycle is detected", error)
        self.assertIn("`retort repair break-cycles`", error)
        self.assertEqual(self.production.rows(CURRENT), [self.history.ids[63]])
        found = self.findings("--url", url)
        circle = found["RT102"][0]
        self.assertEqual(circle["repair"], "retort repair break-cycles")
        self.assertEqual(len(circle["revisions"]), 8 * 8 + 3)
        loops = [line for line in circle["evidence"] if line.startswith("loop: ")]
        # The shortest goes along one branch of each round, from where a late migration is named.
        self.assertEqual(loops[0].count(" -> "), 8 * 5 + 3)
        self.assertTrue(any(line.startswith(f"{self.early} -> {self.late} at {self.file}") for line in
                            circle["evidence"]), circle["evidence"])
        self.assertFalse([code for code in found if code.startswith("RT5")])
        # Maps of the whole, in spite of the circle.
        for form in ("text", "svg", "mermaid", "dot", "html"):
            self.retort("graph", "--format", form, "-o", f"map.{form}")
            self.assertIn(self.early, self.read(f"map.{form}"))
        drawn = json.loads(self.retort("graph", "--format", "json"))
        self.assertEqual(len(drawn["nodes"]), len(self.history.ids))

    def check_repair(self):
        text = self.retort("--url", self.empty.url, "repair", "break-cycles", "--prove", "--write")
        self.assertIn("1 change will do, and no fewer", text)
        self.assertIn(f"{self.early} revises {self.parent} instead of {self.late}", text)
        self.assertIn("by Eve", text)
        self.assertIn(f"after: {len(self.history.ids)} revisions, no circle; head {self.history.tip}; "
                      f"base {self.history.ids[0]}", text)
        self.assertIn(f"`upgrade heads` ran {len(self.history.ids)} revisions and ended at {self.history.tip}; "
                      "`downgrade base` ran, too", text)
        # Byte for byte what was there before the accident.
        self.assertEqual(self.git("diff", self.sound, "--", VERSIONS), "")
        self.commit("No circle any more")

    def test_the_line_that_closed_the_circle_is_found_and_put_right(self):
        self.build()
        self.assertGreater(len(self.history.ids), 100)
        self.retort("doctor")
        self.empty, self.production, self.expected = self.database(), self.database(), self.database()
        self.retort("--url", self.expected.url, "upgrade", "head")
        self.retort("--url", self.production.url, "upgrade", self.history.ids[63])
        self.close_the_circle()
        self.check_diagnosis()
        self.check_repair()
        self.retort("doctor")
        self.assertEqual(self.retort("-q", "heads"), f"{self.history.tip} (head)\n")
        for database in (self.empty, self.production):
            self.retort("--url", database.url, "upgrade", "head")
            self.assertEqual(database.rows(CURRENT), [self.history.tip])
            self.assertEqual(database.schema(), self.expected.schema())
            self.retort("--url", database.url, "doctor")


class InACircleOnPostgreSQL(InACircle, harness.Scenario):
    def database(self):
        return self.postgresql()


class InACircleOnMariaDB(InACircle, harness.Scenario):
    def database(self):
        return self.mariadb()


if __name__ == "__main__":
    harness.main(__doc__)
