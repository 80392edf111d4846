"""Random schemas A and B: what `retort diff A B` says, run on A, makes it B; nothing is to be done between equal ones; a
database that is made again from what was read of it is the same; rows stay where nothing destructive was said.

    tests/diff/property.py RETORT DIALECT [--cases N] [--first SEED] [--renames] [--operations] [--verbose] [--keep-going]
        with RETORT_TEST_PG_URL or RETORT_TEST_MYSQL_URL

--operations runs the plan as a migration with Alembic's operations (not on MariaDB, whose client wants a DELIMITER).

Half of the cases compare a schema with itself after random edits, the others two that have nothing to do with each
other. A failing case tells its seed, which makes the same case again.
"""
import argparse
import collections
import difflib
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from urllib.parse import parse_qs, urlsplit

import mariadb_schemas
import postgresql_schemas
import sqlite_schemas


def run(command, text=None, check=True):
    done = subprocess.run(command, input=text, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=ENVIRONMENT, cwd="/")
    if check and done.returncode != 0:
        raise Refused(f"{' '.join(command[:3])}: {(done.stderr or done.stdout).strip()}")
    return done.stdout


class Refused(Exception):
    """A program did not do what it was asked to."""


class PostgreSQL:
    # What no plan can do, nor pg_dump's script: a view that names columns of a table by their place, where ALTER TABLE
    # cannot give them that place (the plan notes it); an operator of an extension that the server prints without its schema;
    # settings of the storage of long values, where no column has such values any more; what a partition's DEFAULT makes
    # of a generated column, which PostgreSQL 15 takes from no dump.
    beyond = ('-    "toast.autovacuum_enabled=off"', "by their place", "operator does not exist: public.hstore",
              "conflicting generation expression")
    schemas = postgresql_schemas.Schemas
    # What rows may be against.
    of_rows = ("contains null values", "violates", "could not create unique index", "cannot be cast", "is duplicated",
               "invalid input", "out of range", "value too long", "no partition of relation", "overflow", "malformed",
               "does not match type", "conflicting key")

    def __init__(self):
        self.server = os.environ["RETORT_TEST_PG_URL"]
        self.socket = parse_qs(urlsplit(self.server).query)["host"][0]
        self.user = "postgres"
        for role in postgresql_schemas.ROLES + ["diff_owner SUPERUSER LOGIN"]:
            self.psql("postgres", f"CREATE ROLE {role}", False)
        self.psql("postgres", "".join(f"CREATE DATABASE {name};\n" for name in NAMES))
        self.user = "diff_owner"

    def close(self):
        self.user = "postgres"
        self.psql("postgres", "".join(f"DROP DATABASE {name} WITH (FORCE);\n" for name in NAMES))

    def psql(self, database, text, stop=True):
        return run([PSQL, "-h", self.socket, "-U", self.user, "-d", database, "-XAtq", "-v",
                    f"ON_ERROR_STOP={int(stop)}"], text, stop)

    def new(self, *names):
        """Empty databases; the same as last time, as they take long to make."""
        for name in names:
            self.psql(name, "SET client_min_messages = error; DROP OWNED BY diff_owner CASCADE")

    def url(self, name):
        return self.server.replace("//postgres@/postgres?", f"//diff_owner@/{name}?")

    def fill(self, name, statements):
        """What is refused is left out."""
        self.psql(name, ";\n".join(statements) + ";", False)

    def apply(self, name, script):
        self.psql(name, script)

    quoted = staticmethod(lambda name: quoted(name))

    def full(self, table):
        return f"{quoted(table['name']['schema'])}.{quoted(table['name']['name'])}"

    def comparable(self, shape):
        """Without the order of columns, which no ALTER TABLE can change."""
        for statistics in shape.get("statistics", []):
            head, rest = statistics["definition"].split(" ON ", 1)
            columns, tail = rest.rsplit(" FROM ", 1)
            statistics["definition"] = f"{head} ON {', '.join(sorted(columns.split(', ')))} FROM {tail}"
        for table in shape.get("tables", []):
            table["columns"] = sorted(table.get("columns", []), key=lambda column: column["name"])
            table["constraints"] = [
                c for c in table.get("constraints", [])
                if not (c.get("inherited") and "parent" not in c and c["kind"] == "foreign key")]
        return shape

    def data(self, name, shape):
        """Of each table and column the values in order."""
        out = {}
        queries = []
        for table in shape.get("tables", []):
            full = self.full(table)
            for column in [None] + table.get("columns", []):
                if column is None:
                    what = "count(*)"
                else:
                    one = quoted(column["name"])
                    what = f"coalesce(string_agg({one}::text, ',' ORDER BY {one}::text), '')"
                queries.append(f"SELECT {what} FROM {full}")
                out[(full, column and column["name"])] = None
        lines = self.psql(name, "\\pset recordsep '\\x01'\n" + ";\n".join(queries) + ";").split("\x01") if queries else []
        lines = re.sub(r"\n(?=\Z)", "", "\n".join(lines)).split("\n") if lines else []
        return dict(zip(out, lines)) if len(lines) == len(out) else {}


class SQLite:
    beyond = ()
    schemas = sqlite_schemas.Schemas
    of_rows = ("constraint failed", "datatype mismatch", "cannot store")

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="retort-diff.")

    def close(self):
        self.folder.cleanup()

    def file(self, name):
        return f"{self.folder.name}/{name}.db"

    def client(self, name, text, stop=True):
        return run(["sqlite3", *(["-bail"] if stop else []), self.file(name)], text, stop)

    def new(self, *names):
        for name in names:
            pathlib.Path(self.file(name)).unlink(missing_ok=True)
            pathlib.Path(self.file(name)).touch()

    def url(self, name):
        return f"sqlite:///{self.file(name)}"

    def fill(self, name, statements):
        self.client(name, "\n;\n".join(statements) + "\n;", False)

    def apply(self, name, script):
        self.client(name, script)

    quoted = staticmethod(lambda name: quoted(name))

    def full(self, table):
        return quoted(table["name"]["name"])

    def comparable(self, shape):
        return shape

    def data(self, name, shape):
        queries = {}
        for table in shape.get("tables", []):
            if "columns" not in table:
                continue
            full = self.full(table)
            queries[(full, None)] = f"SELECT count(*) FROM {full}"
            for column in table["columns"]:
                one = quoted(column["name"])
                queries[(full, column["name"])] = (
                    f"SELECT coalesce(group_concat(x), '') FROM (SELECT hex({one}) AS x FROM {full} ORDER BY 1)")
        answers = self.client(name, ";\n".join(queries.values()) + ";").split("\n")
        return dict(zip(queries, answers))


# Triggers that name a column that is not there any more; foreign keys whose index the server let go, as it does with a
# primary key where a unique index takes its place.
BROKEN = ["""
    SELECT concat('DROP TRIGGER ', trigger_name) FROM information_schema.triggers t
    WHERE trigger_schema = DATABASE() AND action_statement LIKE '%OLD.%' AND NOT EXISTS (
        SELECT * FROM information_schema.columns c
        WHERE c.table_schema = t.trigger_schema AND c.table_name = t.event_object_table AND
            instr(replace(action_statement, '`', ''), concat('OLD.', column_name, ' <=>')))""", """
    WITH indexed AS (
        SELECT table_name, index_name, group_concat(column_name ORDER BY seq_in_index) AS columns
        FROM information_schema.statistics WHERE table_schema = DATABASE() GROUP BY table_name, index_name)
    SELECT concat('ALTER TABLE `', table_name, '` DROP FOREIGN KEY `', constraint_name, '`') FROM (
        SELECT table_name, constraint_name, referenced_table_name AS other,
            group_concat(referenced_column_name ORDER BY ordinal_position) AS columns
        FROM information_schema.key_column_usage
        WHERE table_schema = DATABASE() AND referenced_table_schema = DATABASE()
        GROUP BY table_name, constraint_name, referenced_table_name) k
    WHERE NOT EXISTS (
        SELECT * FROM indexed i LEFT JOIN indexed p ON p.table_name = i.table_name AND p.index_name = 'PRIMARY'
        WHERE i.table_name = k.other AND concat_ws(',', i.columns, p.columns, '') LIKE concat(k.columns, ',%'))"""]


class MariaDB:
    beyond = ()
    schemas = mariadb_schemas.Schemas
    of_rows = ("Duplicate entry", "Data truncat", "Truncated incorrect", "Out of range", "Incorrect",
               "foreign key constraint fails", "doesn't have a default",
               "CONSTRAINT", "cannot be null", "Invalid use of NULL", "Data too long", "Cannot add or update",
               "Cannot get geometry object", "has no partition for value")

    def __init__(self):
        self.server = os.environ["RETORT_TEST_MYSQL_URL"]
        self.socket = parse_qs(urlsplit(self.server).query)["unix_socket"][0]
        self.program = ["mariadb", "--no-defaults", "-u", "root", "-S", self.socket, "-N", "-B"]
        self.filler = subprocess.Popen([*self.program, "-f", "-n"], text=True, env=ENVIRONMENT, cwd="/",
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def close(self):
        self.filler.communicate()
        self.client("mysql", "".join(f"DROP DATABASE IF EXISTS {name};" for name in NAMES))

    def client(self, name, text):
        return run([*self.program, name], text)

    def lines(self, name, statements):
        """What is refused is left out. One client does it all: to start one takes longer."""
        self.filler.stdin.write(f"DELIMITER $$\nUSE {name} $$\n" + "".join(f"{one} $$\n" for one in statements)
                                + "SELECT 'end' $$\n")
        self.filler.stdin.flush()
        out = []
        for line in self.filler.stdout:
            if line == "end\n":
                return out
            out.append(line.rstrip("\n"))
        raise Refused("the server is gone")

    def new(self, *names):
        self.client("mysql", "".join(f"DROP DATABASE IF EXISTS {name}; CREATE DATABASE {name};" for name in names))

    def url(self, name):
        return self.server.replace("/mysql?", f"/{name}?")

    def fill(self, name, statements):
        """The server does not make again what names something that is not there any more: that goes. Says how."""
        self.lines(name, statements)
        done = self.lines(name, BROKEN)
        views = self.lines(name, [*done, "SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE()"])
        while views:
            said = self.lines(name, [f"CHECK TABLE {', '.join(views)}"])
            broken = {line.split("\t")[0].split(".")[1] for line in said if "rror" in line}
            if not broken:
                break
            done.append(f"DROP VIEW {', '.join(sorted(broken))}")
            self.lines(name, done[-1:])
            views = [view for view in views if view not in broken]
        return done

    def apply(self, name, script):
        self.client(name, script)

    def quoted(self, name):
        return "`" + name.replace("`", "``") + "`"

    def full(self, table):
        return self.quoted(table["name"]["name"])

    def comparable(self, shape):
        return shape

    def data(self, name, shape):
        queries = {}
        for table in shape.get("tables", []):
            full = self.full(table)
            queries[(full, None)] = f"SELECT count(*) FROM {full}"
            for column in table["columns"]:
                one = self.quoted(column["name"])
                queries[(full, column["name"])] = f"SELECT coalesce(group_concat(hex({one}) ORDER BY 1), '') FROM {full}"
        answers = self.client(name, ";\n".join(queries.values()) + ";").split("\n")
        return dict(zip(queries, answers))


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


# Debian's is a script that looks for the program each time.
PSQL = max(map(str, pathlib.Path("/usr/lib/postgresql").glob("*/bin/psql")), default="psql")
NAMES = A, B, C = [f"diff_{letter}_{os.getpid()}" for letter in "abc"]
DATABASES = {"postgresql": PostgreSQL, "sqlite": SQLite, "mariadb": MariaDB}


def kinds_of(shape):
    """How many objects of each kind are there: a generator whose statements are refused tests nothing."""
    out = collections.Counter()
    for kind, objects in shape.items():
        if not isinstance(objects, list):
            continue
        out[kind] += len(objects)
        for one in objects if kind in ("tables", "views") else ():
            for part in ("columns", "indexes", "triggers", "policies", "rules"):
                out[part] += len(one.get(part, []))
            for made in one.get("constraints", []):
                out[f"{made['kind']}s"] += 1
            out["partitions"] += "bound" in one
            out["children"] += "parents" in one and "bound" not in one
    return out


class Case:
    def __init__(self, database, program, seed, as_operations):
        self.database, self.program, self.seed = database, program, seed
        self.as_operations = as_operations
        self.random = database.schemas(seed)
        self.unrelated = seed % 2 == 1
        self.with_rows = seed % 4 == 2
        self.kinds = collections.Counter()

    def retort(self, *arguments):
        return run([self.program, "-q", *arguments])

    def inspect(self, name):
        shape = json.loads(self.retort("inspect", self.database.url(name), "--format", "json"))
        shape.pop("unread", None)  # counted because nothing makes it again
        del shape["fingerprint"]
        return shape

    def diff(self, left, right, form):
        return self.retort("diff", self.database.url(left), self.database.url(right), "--drop", "*", "--format", form)

    def made(self, name, statements):
        """Runs them and gives them back; the generator learns what is there where it yields None."""
        done, group = [], []
        for statement in itertools.chain(statements, [None]):
            if statement is not None:
                group.append(statement)
                continue
            done += group + (self.database.fill(name, group) or [])
            self.random.learn(self.inspect(name))
            group = []
        return done

    def operations(self, left, right):
        """The plan as a migration, and that as SQL."""
        body = self.diff(left, right, "operations").splitlines()
        with tempfile.TemporaryDirectory() as place:
            root = pathlib.Path(place)
            (root / "migrations" / "versions").mkdir(parents=True)
            url = self.database.url(left).replace("%", "%%")
            (root / "alembic.ini").write_text(f"[alembic]\nscript_location = {root}/migrations\nsqlalchemy.url = {url}\n")
            head = "from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import mysql, postgresql\n"
            for name, below, lines in (("a0", None, ["pass"]), ("a1", "a0", body)):
                (root / "migrations" / "versions" / f"{name}.py").write_text(
                    f"{head}revision = {name!r}\ndown_revision = {below!r}\ndef upgrade():\n"
                    + "".join(f"    {line}\n" for line in lines if not line.startswith("from ")))
            text = run([self.program, "-q", "-c", str(root / "alembic.ini"), "upgrade", "a0:a1", "--sql"])
        return re.sub(r"^UPDATE alembic_version .*$", "", text, flags=re.M)

    def same(self, left, right, what):
        texts = [json.dumps(self.database.comparable(shape), indent=1, sort_keys=True).splitlines() for shape in (left, right)]
        if texts[0] != texts[1]:
            raise Refused(f"{what}:\n" + "\n".join(difflib.unified_diff(*texts, lineterm="", n=6)))

    def check(self):
        """Whether the rows were against the plan."""
        database = self.database
        database.new(*NAMES)
        first = self.made(A, self.random.make())
        if self.with_rows:
            database.fill(A, self.random.rows())
        if self.unrelated:
            self.random.learn({})
            self.made(B, self.random.make())
        else:
            database.fill(B, first)
            self.made(B, self.random.edits())
        before, wanted = self.inspect(A), self.inspect(B)
        self.kinds = kinds_of(wanted)
        if json.loads(self.diff(A, A, "json"))["steps"]:
            raise Refused("a diff of equal databases is not empty")
        database.apply(C, self.retort("inspect", database.url(B), "--format", "sql"))
        self.same(wanted, self.inspect(C), "made again, it is another one")
        script = self.operations(A, B) if self.as_operations else self.diff(A, B, "sql")
        steps = json.loads(self.diff(A, B, "json"))["steps"] if self.with_rows else []
        rows = database.data(A, before) if self.with_rows else {}
        try:
            database.apply(A, script)
        except Refused as error:
            if self.with_rows and any(words in str(error) for words in database.of_rows):
                return True
            raise Refused(f"{error}\n{script}") from None
        after = self.inspect(A)
        try:
            self.same(after, wanted, "the plan leads elsewhere")
        except Refused as error:
            raise Refused(f"{error}\n{script}") from None
        if json.loads(self.diff(A, B, "json"))["steps"]:
            raise Refused("something is still to be done")
        if self.with_rows:
            self.rows_are_there(rows, before, after, steps)
        return False

    def check_rename(self):
        """A table or column that has another name, and that is said: nothing is lost."""
        database = self.database
        database.new(*NAMES)
        database.fill(B, self.made(A, self.random.make()))
        rows = list(self.random.rows())
        for name in (A, B):  # The server may refuse a rename because of them.
            database.fill(name, rows)
        before = self.inspect(A)
        tables = [table for table in before.get("tables", []) if table.get("columns")]
        if not tables:
            return
        table = self.random.pick(tables)
        shown = ".".join(filter(None, (table["name"].get("schema"), table["name"]["name"])))
        full = database.full(table)
        if self.random.maybe(0.5):
            column = self.random.pick(table["columns"])["name"]
            answer, statement = f"{shown}.{column}=Given", f"RENAME COLUMN {database.quoted(column)} TO {database.quoted('Given')}"
        else:
            answer, statement = f"{shown}=Given", f"RENAME TO {database.quoted('Given')}"
        database.fill(B, [f"ALTER TABLE {full} {statement}"])
        wanted = self.inspect(B)
        self.kinds = kinds_of(wanted)
        if wanted == before:
            return  # It was refused.
        words = ["diff", database.url(A), database.url(B), "--rename", answer]
        plan = json.loads(self.retort(*words, "--drop", "*", "--format", "json"))
        lost = [step["what"] for step in plan["steps"] if step["destructive"]]
        if lost:
            raise Refused(f"{statement}: {lost}")
        script = self.retort(*words, "--format", "sql")
        counts = [self.count(before)]
        try:
            database.apply(A, script)
            after = self.inspect(A)
            self.same(after, wanted, f"the plan of {answer} leads elsewhere")
        except Refused as error:
            raise Refused(f"{error}\n{script}") from None
        counts.append(self.count(after))
        if counts[0] != counts[1]:
            raise Refused(f"{statement}: there were {counts[0]} rows and are {counts[1]}")

    def count(self, shape):
        return sorted(answer for (_, column), answer in self.database.data(A, shape).items() if column is None)

    def rows_are_there(self, rows, before, after, steps):
        kinds = [{(t["name"].get("schema"), t["name"]["name"], c["name"]): c for t in shape.get("tables", [])
                  for c in t.get("columns", [])} for shape in (before, after)]
        now = self.database.data(A, after)
        kept = {(t["name"].get("schema"), t["name"]["name"]) for t in after.get("tables", [])}
        keys = {(t["name"].get("schema"), t["name"]["name"], *c["columns"]) for t in after.get("tables", [])
                for c in t.get("constraints", []) if c["kind"] == "primary key"}
        for table in before.get("tables", []):
            name = (table["name"].get("schema"), table["name"]["name"])
            if name not in kept:
                continue
            full = self.database.full(table)
            lost = any(step["destructive"] and step["name"] == name[1] and "rows are lost" in step["why"] for step in steps)
            for column in [None] + [c["name"] for c in table.get("columns", [])]:
                if column is None and lost:
                    continue
                if column is not None:
                    old, new = kinds[0].get((*name, column)), kinds[1].get((*name, column))
                    if new is None or old.get("type") != new.get("type") or "generated" in new:
                        continue
                # SQLite numbers the NULLs of what becomes an integer primary key.
                if (*name, column) in keys and "" in rows.get((full, column), "").split(","):
                    continue
                if rows.get((full, column)) != now.get((full, column)):
                    raise Refused(f"rows of {full} {column or ''} were {rows.get((full, column))} and are "
                                  f"{now.get((full, column))}")


def main():
    global ENVIRONMENT
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("dialect", choices=sorted(DATABASES))
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--renames", action="store_true", help="cases in which one thing has another name")
    parser.add_argument("--operations", action="store_true", help="the plan as a migration")
    parser.add_argument("--keep-going", action="store_true")
    options = parser.parse_args()
    if options.operations and options.dialect == "mariadb":
        parser.error("--operations is for PostgreSQL and SQLite")
    ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
    database = DATABASES[options.dialect]()
    failed = []
    counts, kinds = collections.Counter(), collections.Counter()
    for seed in range(options.first, options.first + options.cases):
        case = Case(database, os.path.abspath(options.program), seed, options.operations)
        try:
            against = case.check_rename() if options.renames else case.check()
            counts["refused by rows" if against else "passed"] += 1
        except Refused as error:
            text = str(error)
            if any(words in text for words in database.beyond):
                counts["beyond any plan"] += 1
                continue
            failed.append(seed)
            print(f"case {seed}: {text if options.verbose else text[:300]}\n", flush=True)
            if not options.keep_going:
                break
        kinds += case.kinds
        if (seed + 1 - options.first) % 100 == 0:
            print(f"{seed + 1 - options.first} cases", flush=True)
    database.close()
    print(f"{options.dialect}: {counts['passed']} passed, {counts['refused by rows']} refused by rows, "
          f"{counts['beyond any plan']} beyond any plan, "
          f"{len(failed)} failed {failed[:40]}")
    print("made: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()) if count))
    return 1 if failed else 0


ENVIRONMENT = dict(os.environ)
if __name__ == "__main__":
    sys.exit(main())
