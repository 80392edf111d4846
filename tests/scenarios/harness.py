"""What the scenarios share: a git repository built commit by commit, Retort run as a person would run
it, and databases of their own on the server that the test was started with."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import uuid
from urllib.parse import parse_qs, urlsplit

INI = """[alembic]
script_location = %(here)s/migrations
sqlalchemy.url =
"""

ENV = """from alembic import context
from sqlalchemy import create_engine, pool

with create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
"""

# What `revision` and `merge` write.
TEMPLATE = (pathlib.Path(__file__).parent.parent / "cases/project/script.py.mako").read_text()


def script(revision, parent, message, upgrade, downgrade="pass", created=None):
    """A migration file as `revision` writes it."""
    parents = parent if isinstance(parent, tuple) else (parent,) if parent else ()
    down = repr(parents) if len(parents) > 1 else repr(parents[0]) if parents else None
    dated = f"Create Date: {created}\n" if created else ""

    def body(text):
        return "".join(f"    {line}\n" if line else "\n" for line in text.strip("\n").split("\n"))

    return (
        f'"""{message}\n\nRevision ID: {revision}\nRevises: {", ".join(parents)}\n{dated}\n"""\n'
        "from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\n\n"
        f"revision = {revision!r}\ndown_revision = {down}\nbranch_labels = None\ndepends_on = None\n\n\n"
        f"def upgrade():\n{body(upgrade)}\n\ndef downgrade():\n{body(downgrade)}"
    )


class PostgreSQL:
    """A database that is made for one use."""

    def __init__(self, case, server):
        self.name = "s" + uuid.uuid4().hex[:12]
        self.url = server.replace("/postgres?", f"/{self.name}?")
        self.socket = parse_qs(urlsplit(server).query)["host"][0]
        self.psql("postgres", f"CREATE DATABASE {self.name}")
        case.addCleanup(self.psql, "postgres", f"DROP DATABASE {self.name} WITH (FORCE)")

    def psql(self, database, text):
        return run(["psql", "-h", self.socket, "-U", "postgres", "-d", database, "-XAtq", "-v", "ON_ERROR_STOP=1"],
                   input=text)

    def execute(self, text):
        return self.psql(self.name, text)

    def rows(self, query):
        return self.execute(query).splitlines()

    def tables(self):
        return self.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")

    def schema(self):
        """What pg_dump says of everything but version tables and Retort's own schema."""
        dump = run(["pg_dump", "-h", self.socket, "-U", "postgres", "--schema-only", "--no-owner",
                    "--exclude-table=*.alembic_version", "--exclude-schema=retort*", self.name])
        return [line for line in dump.splitlines() if not line.startswith(("--", "\\restrict", "\\unrestrict"))]


class MariaDB:
    """The same."""

    def __init__(self, case, server):
        self.name = "s" + uuid.uuid4().hex[:12]
        self.url = server.replace("/mysql?", f"/{self.name}?")
        self.socket = parse_qs(urlsplit(server).query)["unix_socket"][0]
        self.client("mysql", f"CREATE DATABASE {self.name}")
        case.addCleanup(self.client, "mysql", f"DROP DATABASE {self.name}")

    def client(self, database, text):
        return run(["mariadb", "--no-defaults", "-u", "root", "-S", self.socket, "-N", "-B", database], input=text)

    def execute(self, text):
        return self.client(self.name, text)

    def rows(self, query):
        return self.execute(query).splitlines()

    def tables(self):
        return self.rows("SHOW TABLES")

    def schema(self):
        ignored = [f"--ignore-table={self.name}.{table}" for table in self.tables()
                   if table == "alembic_version" or table.startswith("retort")]
        dump = run(["mariadb-dump", "--no-defaults", "-u", "root", "-S", self.socket, "--no-data", "--skip-comments",
                    "--skip-dump-date", *ignored, self.name])
        return [line for line in dump.splitlines() if "enable the sandbox mode" not in line]


class SQLite:
    """The same, as a file."""

    def __init__(self, case):
        self.path = case.root / f"s{uuid.uuid4().hex[:12]}.db"
        self.url = f"sqlite:///{self.path}"

    def execute(self, text):
        return run(["sqlite3", "-batch", "-bail", str(self.path)], input=text)

    def rows(self, query):
        return self.execute(query).splitlines()

    def tables(self):
        return self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")


def run(command, **options):
    """The output of a command of the test's own, which has to succeed."""
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    if done.returncode != 0:
        raise AssertionError(f"{command} failed:\n{done.stdout}")
    return done.stdout


class Scenario(unittest.TestCase):
    program = ""
    maxDiff = None

    def setUp(self):
        kept = os.environ.get("RETORT_KEEP_SCENARIO")  # a folder to look at afterwards
        self.root = pathlib.Path(kept or tempfile.mkdtemp(prefix="retort-scenario."))
        if kept:
            shutil.rmtree(self.root, ignore_errors=True)
            self.root.mkdir(parents=True)
        else:
            self.addCleanup(shutil.rmtree, self.root)
        self.day = 0
        self.git("init", "-q", "-b", "main")

    def environment(self, author="Ada"):
        ignored = ("DATABASE_URL", "RETORT_DATABASE_URL", "ALEMBIC_CONFIG")
        kept = {name: value for name, value in os.environ.items() if name not in ignored}
        date = f"2024-{1 + self.day // 28:02}-{1 + self.day % 28:02}T10:00:00+0000"
        return kept | {
            "LC_ALL": "C.UTF-8", "HOME": str(self.root), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": author, "GIT_AUTHOR_EMAIL": f"{author.lower()}@example.org",
            "GIT_COMMITTER_NAME": author, "GIT_COMMITTER_EMAIL": f"{author.lower()}@example.org",
            "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date,
            "PATH": f"{os.path.dirname(self.program)}:{kept['PATH']}"}

    def git(self, *arguments, author="Ada"):
        return run(["git", *arguments], cwd=self.root, env=self.environment(author))

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def read(self, path):
        return (self.root / path).read_text()

    def commit(self, message, author="Ada"):
        """A day's work."""
        self.day += 1
        self.git("add", "-A", author=author)
        self.git("commit", "-qm", message, author=author)
        return self.git("rev-parse", "HEAD").strip()

    def retort(self, *arguments, status=0, folder="."):
        """The output of a command, which has to end with this status."""
        done = subprocess.run([self.program, *map(str, arguments)], cwd=self.root / folder, env=self.environment(),
                              text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
        self.assertEqual(done.returncode, status, f"retort {' '.join(map(str, arguments))}\n{done.stdout}")
        return done.stdout

    def findings(self, *arguments, folder=".", status=2):
        """What the doctor finds: a list of (code, message), and the whole by code."""
        found = json.loads(self.retort("-q", *arguments, "doctor", "--format", "json", folder=folder, status=status))
        by_code = {}
        for finding in found["findings"]:
            by_code.setdefault(finding["code"], []).append(finding)
        return by_code

    def postgresql(self):
        return PostgreSQL(self, os.environ["RETORT_TEST_PG_URL"])

    def mariadb(self):
        return MariaDB(self, os.environ["RETORT_TEST_MYSQL_URL"])


def main(documentation):
    if len(sys.argv) < 2:
        sys.exit(documentation)
    Scenario.program = os.path.abspath(sys.argv.pop(1))
    unittest.main()
