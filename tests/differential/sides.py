"""The two sides of a comparison, Alembic in this process and Retort as a program, and databases.

A side has `offline(ini, direction, range)` and `online(ini, direction, target)`; each returns the
text printed on standard output (offline) or None, and the reason of a failure or None.
"""
import io
import logging
import pathlib
import re
import subprocess
import uuid
import warnings

SECONDS = 120


class Alembic:
    """The Alembic that this Python imports."""

    def __init__(self):
        from alembic import __version__, script

        self.version = tuple(int(part) for part in __version__.split(".")[:2])
        self.directories = {}
        load = script.ScriptDirectory.from_config

        def load_once(cls, config):
            """Importing every script of a project once is enough."""
            if config.config_file_name not in self.directories:
                self.directories[config.config_file_name] = load(config)
            return self.directories[config.config_file_name]

        script.ScriptDirectory.from_config = classmethod(load_once)
        logging.disable(logging.CRITICAL)
        warnings.simplefilter("ignore")

    def _run(self, ini, direction, target, sql):
        from alembic import command, config

        buffer = io.StringIO()
        try:
            getattr(command, direction)(config.Config(str(ini), output_buffer=buffer), target, sql=sql)
        except BaseException as error:  # SystemExit and the like are answers too
            said = f"{type(error).__name__}: {error}".split("\n")[0].rstrip()
            return None, re.sub(r" at 0x[0-9a-f]+", "", said)
        return buffer.getvalue(), None

    def offline(self, ini, direction, range_):
        return self._run(ini, direction, range_, True)

    def online(self, ini, direction, target):
        return self._run(ini, direction, target, False)


class Retort:
    def __init__(self, program):
        self.program = str(pathlib.Path(program).resolve())

    def _run(self, ini, *arguments):
        run = subprocess.run(
            [self.program, "-c", str(ini), *arguments], capture_output=True, text=True, timeout=SECONDS, cwd=ini.parent
        )
        if run.returncode != 0:
            said = [line.strip() for line in (run.stderr + run.stdout).splitlines() if not line.startswith("INFO")]
            return None, " | ".join(said[:5]) or f"exit status {run.returncode}"
        return run.stdout, None

    def offline(self, ini, direction, range_):
        return self._run(ini, direction, range_, "--sql")

    def online(self, ini, direction, target):
        return self._run(ini, direction, target)


SEEN = "SELECT number, {} FROM seen ORDER BY number"


def seen_rows(text):
    """What a script of observed.py wrote down, by number."""
    pairs = (re.split(r"[|\t]", line, maxsplit=1) for line in text.splitlines())
    return {int(number): bytes.fromhex(value).decode() for number, value in pairs}


class SqliteDatabase:
    """A new SQLite file."""

    def __init__(self, root):
        self.path = root / f"{uuid.uuid4().hex}.db"
        self.url = f"sqlite:///{self.path}"

    def dump(self):
        return sort_constraints(without_journal(run_tool(["sqlite3", str(self.path), ".dump"])))

    def seen(self):
        return seen_rows(run_tool(["sqlite3", str(self.path), SEEN.format("hex(value)")]))

    def drop(self):
        self.path.unlink(missing_ok=True)


def sort_constraints(dump):
    """Puts neighbouring table constraints in order: after a batch operation Alembic has no fixed one."""

    def sort(match):
        lines = sorted(line.rstrip(", ") for line in match.group().splitlines())
        return "".join(f"{line}, \n" for line in lines[:-1]) + lines[-1] + (", \n" if match.group().endswith(", \n") else "\n")

    return re.sub(r"(?:^\t(?:CONSTRAINT|CHECK|UNIQUE|FOREIGN KEY|PRIMARY KEY) ?.*\n)+", sort, dump, flags=re.M)


TABLE_OPTION = re.compile(
    r"""(?:(?:(?:DEFAULT\ )?CHARACTER\ SET|COLLATE|TABLESPACE|(?:SUB)?PARTITION\ BY|(?:SUB)?PARTITIONS)\ |(?:\w+\ )?\w+=)
        (?:[^\s']|'(?:[^']|\'\')*')+""",
    re.VERBOSE,
)


def sort_table_options(sql):
    """Puts MySQL's table options in order: SQLAlchemy takes them from a set."""

    def sort(match):
        return ")" + " ".join(sorted(TABLE_OPTION.findall(match[1]))) + ";"

    return re.sub(r"^\)(\w.*);$", sort, sql, flags=re.M)


JOURNAL = ("retort_run", "retort_step", "retort_statement")


def without_journal(dump):
    """An SQLite dump without Retort's own tables."""
    return "".join(line for line in dump.splitlines(True) if not any(name in line for name in JOURNAL))


def ignored_journal(database):
    """Options of mariadb-dump that leave Retort's own tables out."""
    return [f"--ignore-table={database}.{name}" for name in JOURNAL]


class PostgresqlDatabase:
    """A new database on the server that an SQLAlchemy URL names."""

    def __init__(self, server):
        query = dict(part.split("=", 1) for part in server.partition("?")[2].split("&"))
        self.options = ["-h", query["host"], "-p", query["port"], "-U", "postgres"]
        self.name = f"differential_{uuid.uuid4().hex}"
        self.url = f"postgresql://postgres@/{self.name}?host={query['host']}&port={query['port']}"
        self._sql(f"CREATE DATABASE {self.name} TEMPLATE template0")

    def _sql(self, sql):
        run_tool(["psql", "-qX", *self.options, "-d", "postgres", "-c", sql])

    def dump(self):
        text = run_tool(["pg_dump", *self.options, "--inserts", "--exclude-schema=retort", self.name])
        # What depends on the minor version of the tools, and a random word of theirs.
        return re.sub(r"^(-- Dumped .*|\\(un)?restrict .*)\n", "", text, flags=re.M)

    def seen(self):
        query = SEEN.format("encode(convert_to(value, 'UTF8'), 'hex')")
        return seen_rows(run_tool(["psql", "-qXAt", *self.options, "-d", self.name, "-c", query]))

    def drop(self):
        self._sql(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


class MysqlDatabase:
    """A new database on the MariaDB server that an SQLAlchemy URL names."""

    def __init__(self, dialect, server):
        self.options = ["--no-defaults", "-u", "root", "-S", server.partition("unix_socket=")[2]]
        self.name = f"differential_{uuid.uuid4().hex}"
        self.url = server.replace("mysql+", dialect + "+", 1).replace("/mysql?", f"/{self.name}?")
        self._sql(f"CREATE DATABASE {self.name}")

    def _sql(self, sql):
        run_tool(["mariadb", *self.options, "-e", sql])

    def dump(self):
        options = ["--skip-comments", "--skip-set-charset", "--compact", "--hex-blob", "--routines", "--order-by-primary"]
        text = run_tool(["mariadb-dump", *self.options, *options, *ignored_journal(self.name), self.name])
        return sort_indexes(text.replace(self.name, "DATABASE"))

    def seen(self):
        return seen_rows(run_tool(["mariadb", *self.options, "-N", "-B", self.name, "-e", SEEN.format("hex(value)")]))

    def drop(self):
        self._sql(f"DROP DATABASE IF EXISTS {self.name}")


def sort_indexes(dump):
    """Puts the indexes of each table in order: SQLAlchemy takes them from a set."""

    def sort(match):
        lines = sorted(line.rstrip(",") for line in match[0].splitlines())
        return ",\n".join(lines) + (",\n" if match[0].endswith(",\n") else "\n")

    return re.sub(r"(?:^  (?:UNIQUE |FULLTEXT |SPATIAL )?KEY .*\n)+", sort, dump, flags=re.M)


def run_tool(command):
    run = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    if run.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {run.stderr}")
    return run.stdout
