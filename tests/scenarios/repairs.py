"""What a finding says that repairs it, done as a person does it: the finding is gone, and nothing else is wrong.

    tests/scenarios/repairs.py RETORT      with RETORT_TEST_PG_URL and RETORT_TEST_MYSQL_URL

Findings without a command here have a sentence for a person instead: RT108, RT110, RT111 (REVISION is theirs to
choose), RT201 to RT204, RT208, RT209, RT211, RT212, RT215, RT301 to RT309, RT401 to RT408, RT504, RT508, RT510.
"""
import re
import subprocess

import harness
from harness import script

VERSIONS = "migrations/versions"
SQL = ("ALTER", "DELETE", "DROP", "SELECT", "UPDATE")


class Repairs(harness.Scenario):
    def setUp(self):
        super().setUp()
        self.write("alembic.ini", harness.INI)
        self.write("migrations/env.py", harness.ENV)
        self.write("migrations/script.py.mako", harness.TEMPLATE)
        self.database = None

    def revision(self, name, parent, file=None, created=None, **other):
        """A migration that makes a table of its own, with other header lines."""
        text = script(name, parent, "table", f'op.create_table("t_{name}", sa.Column("id", sa.Integer()))',
                      f'op.drop_table("t_{name}")', created=created)
        for variable, value in other.items():
            text = re.sub(rf"(?m)^{variable} = .*$", lambda _: f"{variable} = {value!r}", text)
        self.write(f"{VERSIONS}/{file or f'{name}_table.py'}", text)

    def chain(self, *names):
        for parent, name in zip((None, *names), names):
            self.revision(name, parent)

    def shell(self, command, status=0):
        url = {"RETORT_DATABASE_URL": self.database.url} if self.database else {}
        done = subprocess.run(["bash", "-ec", command], cwd=self.root, env=self.environment() | url, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        self.assertEqual(done.returncode, status, f"{command}\n{done.stdout}")
        return done.stdout

    def found(self, *options):
        url = ("--url", self.database.url) if self.database else ()
        done = subprocess.run([self.program, "-q", *url, "doctor", "--format", "json", *options], cwd=self.root,
                              env=self.environment(), text=True, stdout=subprocess.PIPE, timeout=60)
        self.assertIn(done.returncode, (0, 1, 2))
        return harness.json.loads(done.stdout)["findings"]

    def carry_out(self, repair, how):
        if repair.startswith("retort repair"):
            command = repair.split(", if ")[0]
            self.assertIn("Nothing was written", self.shell(command))
            self.shell(f"{command} --write --allow-dirty {how}")
            self.git("add", "-A")
        elif repair.startswith(("retort ", "git ")):
            self.shell(repair)
            self.git("add", "-A")
        elif repair.startswith(SQL):
            self.database.execute(repair)
        else:
            self.fail(f"no command: {repair}")

    def cure(self, code, command, *options, follows=(), how=""):
        """Every finding of the code is repaired by what it says, which begins with `command`. `follows`: codes that
        may then be found, too."""
        before = self.found(*options)
        self.assertIn(code, [finding["code"] for finding in before])
        known = {finding["code"] for finding in before}
        for _ in range(5):
            finding = next((finding for finding in self.found(*options) if finding["code"] == code), None)
            if finding is None:
                break
            self.assertTrue(finding["repair"].startswith(command), finding)
            self.carry_out(finding["repair"], how)
        after = self.found(*options)
        self.assertNotIn(code, [finding["code"] for finding in after])
        new = [finding for finding in after if finding["severity"] != "info" and
               finding["code"] not in known and finding["code"] not in follows]
        self.assertEqual(new, [])

    def test_a_parent_that_no_file_defines(self):
        self.chain("aa10", "bb20", "cc30")
        self.commit("Three")
        (self.root / VERSIONS / "bb20_table.py").unlink()
        self.commit("Tidy up")
        self.cure("RT101", "retort repair restore bb20")

    def test_circles(self):
        self.chain("aa10", "bb20", "cc30", "dd40")
        self.revision("bb20", "dd40")
        self.commit("A circle")
        self.cure("RT102", "retort repair break-cycles")

    def test_a_revision_that_revises_itself(self):
        self.chain("aa10", "bb20")
        self.revision("bb20", "bb20")
        self.commit("Itself")
        self.cure("RT103", "retort repair break-cycles")

    def test_dependencies_in_a_circle(self):
        self.chain("aa10", "bb20")
        self.revision("cc30", "bb20")
        self.revision("bb20", "aa10", depends_on="cc30")
        self.commit("A circle")
        self.cure("RT104", "retort repair break-cycles")

    def test_an_id_of_two_files(self):
        self.chain("aa10", "bb20")
        self.revision("cc30", "bb20")
        self.commit("One")
        self.write(f"{VERSIONS}/cc30_other.py", self.read(f"{VERSIONS}/cc30_table.py").replace("t_cc30", "t_other"))
        self.commit("Another")
        self.cure("RT105", "retort repair reid cc30 --file", follows=["RT109"])
        self.cure("RT109", "retort merge heads")

    def test_an_id_of_two_files_that_are_equal(self):
        self.chain("aa10", "bb20")
        self.write(f"{VERSIONS}/bb20_copy.py", self.read(f"{VERSIONS}/bb20_table.py"))
        self.commit("A copy")
        self.assertIn("RT210", [finding["code"] for finding in self.found()])
        self.cure("RT105", "retort repair drop-copies bb20")
        self.assertNotIn("RT210", [finding["code"] for finding in self.found()])

    def test_labels(self):
        self.revision("aa10", None, branch_labels=("main",))
        self.revision("bb20", "aa10", branch_labels=("main",))
        self.commit("Twice")
        self.cure("RT106", "retort repair unlabel")

    def test_ids(self):
        self.chain("aa10", "bb20-x", "c" * 34, "dd40", "dd40b")
        self.commit("Ids")
        self.cure("RT107", "retort repair reid")
        # SQLite takes a long id, and the other may be anywhere: only the owner knows that no database has it.
        self.cure("RT115", "retort repair reid", how="--force")
        self.cure("RT116", "retort repair reid", how="--force")

    def test_ids_that_a_shell_would_read(self):
        self.chain("aa10", "it's-b $HOME")
        self.commit("An id")
        self.cure("RT107", "retort repair reid")

    def test_two_heads(self):
        self.chain("aa10", "bb20")
        self.revision("cc30", "aa10")
        self.commit("Two heads")
        self.cure("RT109", "retort merge heads")

    def test_needless_parents(self):
        self.chain("aa10", "bb20")
        self.revision("cc30", ("bb20", "aa10"))
        self.revision("dd40", "cc30")
        self.revision("ee50", "cc30")
        self.revision("ff60", ("dd40", "ee50", "aa10"))
        self.revision("gg70", "ff60", depends_on="bb20")
        self.commit("Needless")
        self.cure("RT112", "retort repair drop-redundant cc30")
        self.cure("RT113", "retort repair drop-redundant ff60")
        self.cure("RT114", "retort repair drop-redundant gg70")

    def test_names_and_docstrings(self):
        self.chain("aa10", "bb20")
        self.revision("cc3012345678", "bb20", file="dd4012345678_table.py")
        self.write(f"{VERSIONS}/bb20_table.py", self.read(f"{VERSIONS}/bb20_table.py")
                   .replace("Revises: aa10", "Revises: nobody").replace("Revision ID: bb20", "Revision ID: bb21"))
        self.commit("Names")
        self.cure("RT205", "retort repair rename cc3012345678")
        self.cure("RT206", "retort repair docstring bb20")
        self.write(f"{VERSIONS}/bb20_table.py",
                   self.read(f"{VERSIONS}/bb20_table.py").replace("Revision ID: bb20", "Revision ID: bb21"))
        self.cure("RT207", "retort repair docstring bb20")

    def test_files_that_git_does_not_have(self):
        self.chain("aa10")
        self.write(".gitignore", "*.local.py\n")
        self.commit("One")
        self.revision("bb20", "aa10")
        self.revision("cc30", "bb20", file="cc30_a table's.py")
        self.revision("dd40", "cc30", file="dd40_table.local.py")
        self.cure("RT213", "git add")
        self.cure("RT214", "git add --force")

    def test_a_migration_that_is_gone(self):
        self.chain("aa10", "bb20")
        self.commit("Two")
        self.git("checkout", "-qb", "feature")
        (self.root / VERSIONS / "bb20_table.py").unlink()
        self.revision("cc30", "aa10")
        self.commit("Gone")
        self.cure("RT216", "retort repair restore bb20", "--since", "main", "--select", "RT216")

    def on_each_server(self):
        for make in (self.postgresql, self.mariadb, self.sqlite):
            self.database = make()
            with self.subTest(self.database.url.split(":")[0]):
                yield self.database

    def sqlite(self):
        return SQLite(self.root / "app.db")

    def test_a_row_that_only_git_knows(self):
        self.chain("aa10", "bb20")
        self.commit("Two")
        lost = self.read(f"{VERSIONS}/bb20_table.py")
        for _ in self.on_each_server():
            self.write(f"{VERSIONS}/bb20_table.py", lost)
            self.shell("retort -q upgrade head")
            (self.root / VERSIONS / "bb20_table.py").unlink()
            self.cure("RT501", "retort repair restore bb20")
            self.assertEqual(self.read(f"{VERSIONS}/bb20_table.py"), lost)

    def test_rows(self):
        self.chain("aa10", "bb20")
        self.revision("cc30", "aa10")
        self.revision("dd40", ("bb20", "cc30"))
        self.commit("A diamond")
        for database in self.on_each_server():
            self.shell("retort -q upgrade bb20 && retort -q upgrade cc30")
            self.cure("RT502", "retort upgrade head")
            self.assertEqual(database.rows("SELECT version_num FROM alembic_version"), ["dd40"])
            database.execute("INSERT INTO alembic_version VALUES ('aa10')")
            self.cure("RT503", "DELETE FROM")
            self.assertEqual(database.rows("SELECT version_num FROM alembic_version"), ["dd40"])

    def test_the_version_table(self):
        self.chain("aa10")
        self.commit("One")
        for database in self.on_each_server():
            self.shell("retort -q upgrade head")
            database.execute("DROP TABLE alembic_version")
            database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
            database.execute("INSERT INTO alembic_version VALUES ('aa10'), ('aa10'), ('aa10')")
            self.cure("RT505", "DELETE FROM")
            self.assertEqual(database.rows("SELECT version_num FROM alembic_version"), ["aa10"])
            if database.url.startswith("sqlite"):
                continue
            database.execute("DROP TABLE alembic_version")
            database.execute("CREATE TABLE alembic_version (version_num VARCHAR(8) NOT NULL PRIMARY KEY)")
            database.execute("INSERT INTO alembic_version VALUES ('aa10')")
            self.cure("RT505", "ALTER TABLE")
            self.assertEqual(database.rows("SELECT version_num FROM alembic_version"), ["aa10"])

    def test_a_version_table_with_a_name_that_needs_quotes(self):
        self.write("migrations/env.py", harness.ENV.replace("connection=connection",
                                                            'connection=connection, version_table="Applied rows"'))
        self.chain("aa10", "bb20")
        self.commit("Two")
        for database in self.on_each_server():
            quote = "`" if database.url.startswith("mysql") else '"'
            self.shell("retort -q upgrade head")
            database.execute(f"INSERT INTO {quote}Applied rows{quote} VALUES ('aa10')")
            self.cure("RT503", "DELETE FROM")

    def test_what_is_left_and_lags(self):
        self.chain("aa10")
        self.commit("One")
        self.database = self.postgresql()
        self.shell("retort -q upgrade head")
        self.database.execute("""
            CREATE SCHEMA "My Shop";
            CREATE TABLE "My Shop"."Order's" ("Id" SERIAL PRIMARY KEY, name TEXT);
            INSERT INTO "My Shop"."Order's" VALUES (5, 'a'), (7, 'a');""")
        with self.assertRaises(AssertionError):
            self.database.execute('CREATE UNIQUE INDEX CONCURRENTLY "Ix Names" ON "My Shop"."Order\'s" (name)')
        self.cure("RT506", "DROP INDEX CONCURRENTLY")
        self.cure("RT507", "SELECT setval")
        self.database.execute("""INSERT INTO "My Shop"."Order's" (name) VALUES ('b')""")

    def test_a_run_that_was_interrupted(self):
        self.chain("aa10")
        self.revision("bb20", "aa10")
        path = f"{VERSIONS}/bb20_table.py"
        self.commit("Two")
        self.database = self.mariadb()
        self.write(path, self.read(path).replace(
            "\n\ndef downgrade", '\n    op.execute("INSERT INTO missing VALUES (1)")\n\n\ndef downgrade'))
        self.shell("retort -q upgrade head", status=1)
        self.database.execute("CREATE TABLE missing (id INT)")
        self.cure("RT509", "retort resume")


class SQLite:
    """A file, emptied for each use."""

    def __init__(self, file):
        file.unlink(missing_ok=True)
        self.file = file
        self.url = f"sqlite:///{file}"

    def execute(self, text):
        return harness.run(["sqlite3", str(self.file)], input=text)

    def rows(self, query):
        return self.execute(query).splitlines()


if __name__ == "__main__":
    harness.main(__doc__)
