#!/usr/bin/env python3
"""Differential tests of `revision --autogenerate` and `check`.

    autogenerate.py golden --retort PROGRAM [NAME]   Retort against what the newest Alembic gave
    autogenerate.py record [NAME]                    write down what this Alembic gives

Each file in autogenerate/ is a case: sections for models and for the database as it is.

    --- dialects sqlite postgresql     where it runs
    --- configure render_as_batch=True further arguments of context.configure()
    --- env                            lines before configure()
    --- models                         a Python module with `metadata`
    --- database [DIALECT]             SQL; without a dialect for all

Compared are the log, the new file without its date, and the differences that `check` lists, without
addresses of memory. Alembic's sets are walked in the order of their items. RETORT_ALEMBIC_PYTHONPATH
names the newest Alembic, as for run.py; the servers are those of RETORT_TEST_PG_URL and
RETORT_TEST_MYSQL_URL.
"""
import argparse
import difflib
import io
import logging
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import warnings

sys.dont_write_bytecode = True
sys.path[1:1] = filter(None, os.environ.get("RETORT_ALEMBIC_PYTHONPATH", "").split(":"))

import sides  # noqa: E402

CASES = pathlib.Path(__file__).parent / "autogenerate"
MYSQL = ("mysql", "mariadb")
LOGGERS = ("alembic.autogenerate", "alembic.ddl")
ENV = """\
import models
from alembic import context
from sqlalchemy import engine_from_config, pool

config = context.config
{env}
connectable = engine_from_config(config.get_section(config.config_ini_section), prefix="sqlalchemy.", poolclass=pool.NullPool)
with connectable.connect() as connection:
    context.configure(connection=connection, target_metadata=models.metadata{configure})
    with context.begin_transaction():
        context.run_migrations()
"""
TEMPLATE = """\
from alembic import op
import sqlalchemy as sa
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade():
    ${upgrades if upgrades else "pass"}


def downgrade():
    ${downgrades if downgrades else "pass"}
"""


class Case:
    def __init__(self, path):
        self.name = path.stem
        self.dialects, self.configure, self.env, self.models, self.sql = [], "", "", "", {}
        target = None
        for line in path.read_text().splitlines(True):
            words = line.split()
            if words[:1] != ["---"]:
                if target is not None:
                    target.append(line)
                continue
            target = None
            if words[1] == "dialects":
                self.dialects = words[2:]
            elif words[1] == "configure":
                self.configure = ", " + line.partition("configure")[2].strip()
            else:
                target = []
                setattr(self, words[1], target) if words[1] != "database" else self.sql.setdefault(
                    words[2] if len(words) > 2 else "", []
                ).append(target)
        self.env, self.models = "".join(self.env), "".join(self.models)

    def statements(self, dialect):
        parts = self.sql.get("", []) + self.sql.get(dialect, [])
        if dialect == "mariadb":
            parts += self.sql.get("mysql", [])
        return "".join("".join(part) for part in parts)

    def golden(self, dialect):
        return CASES / f"{self.name}.{dialect}.txt"


class SortedSet(set):
    """Walked in order, so that what comes from it has a fixed one."""

    def __iter__(self):
        return iter(sorted(set.__iter__(self), key=lambda item: repr(item)))

    def difference(self, *others):
        return SortedSet(set.difference(self, *others))

    def intersection(self, *others):
        return SortedSet(set.intersection(self, *others))


class Alembic:
    def __init__(self):
        from alembic import __version__
        from alembic.autogenerate.compare import constraints, schema, tables

        for module in (constraints, schema, tables):
            module.set = SortedSet
        if tuple(map(int, __version__.split(".")[:2])) < (1, 19):
            raise SystemExit(f"this is Alembic {__version__}: name the newest in RETORT_ALEMBIC_PYTHONPATH")
        warnings.simplefilter("ignore")
        logging.disable(logging.NOTSET)
        self.lines = []

    def run(self, root):
        """In a child, for models are modules of this process."""
        place = tempfile.TemporaryFile("w+")
        child = os.fork()
        if child == 0:
            sys.stdout = place
            os.chdir(root)
            sys.path.insert(0, ".")
            try:
                self.commands(root)
            finally:
                place.flush()
                os._exit(0)
        os.waitpid(child, 0)
        place.seek(0)
        return place.read()

    def commands(self, root):
        from alembic import command, config

        settings = config.Config(str(root / "alembic.ini"), stdout=io.StringIO())
        self.check(settings)
        try:
            command.revision(settings, "found", autogenerate=True, rev_id="f00d")
        except Exception as error:
            print(f"FAILED: {type(error).__name__}: {error}")

    def check(self, settings):
        from alembic import command, util

        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("%(levelname)s [%(name)s] %(message)s"))
        logger = logging.getLogger("alembic")
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
        try:
            command.check(settings)
            print("No new upgrade operations detected.")
        except util.CommandError as error:
            print(error)
        logger.removeHandler(handler)


class Retort:
    def __init__(self, program):
        self.program = str(pathlib.Path(program).resolve())

    def run(self, root):
        check = self.call(root, "check")
        found = self.call(root, "revision", "--autogenerate", "-m", "found", "--rev-id", "f00d")
        failed = [line for line in found.splitlines() if line.startswith("FAILED")]
        return re.sub(r"^(INFO|WARNI?) +\[", r"\1 [", check, flags=re.M) + "".join(line + "\n" for line in failed)

    def call(self, root, *arguments):
        run = subprocess.run([self.program, *arguments], cwd=root, capture_output=True, text=True, timeout=60)
        return run.stderr + run.stdout


def cleaned(text):
    out = []
    for line in text.splitlines():
        if line.startswith(("INFO [", "WARN")):
            if not line.startswith(tuple(f"INFO [{name}" for name in LOGGERS)) or "Detected sequence named" in line:
                continue
        if line.startswith(("  next:", "Generating ")):
            continue
        line = re.sub(r" at 0x[0-9a-f]+", "", line.removeprefix("FAILED: "))
        out.append(re.sub(r"^(INFO .*Dialect impl )\S+( object>)?", r"\1X", line))
    return "".join(line + "\n" for line in out)


def differences_apart(text):
    """The list of `check`, a line a difference."""
    return re.sub(r"\), (?=\[?\('(?:add|remove|modify)_)|\)\], (?=\[?\('(?:add|remove|modify)_)", lambda m: m[0][:-1] + "\n  ", text)


def database_for(dialect, root):
    if dialect == "sqlite":
        return sides.SqliteDatabase(root)
    if dialect == "postgresql":
        return sides.PostgresqlDatabase(os.environ["RETORT_TEST_PG_URL"])
    return sides.MysqlDatabase(dialect, os.environ["RETORT_TEST_MYSQL_URL"])


def load(database, dialect, sql):
    if dialect == "sqlite":
        command = ["sqlite3", str(database.path)]
    elif dialect == "postgresql":
        command = ["psql", "-qX", "-v", "ON_ERROR_STOP=1", *database.options, "-d", database.name]
    else:
        command = ["mariadb", *database.options, database.name]
    run = subprocess.run(command, input=sql, capture_output=True, text=True)
    if run.returncode != 0:
        raise SystemExit(f"{shlex.join(command)}: {run.stderr}")


def outcome(case, dialect, side, url):
    with tempfile.TemporaryDirectory() as place:
        root = pathlib.Path(place)
        versions = root / "migrations" / "versions"
        versions.mkdir(parents=True)
        escaped = url.replace("%", "%%")
        (root / "alembic.ini").write_text(
            f"[alembic]\nscript_location = migrations\nprepend_sys_path = .\nsqlalchemy.url = {escaped}\n"
        )
        (root / "migrations" / "env.py").write_text(ENV.format(env=case.env, configure=case.configure))
        (root / "migrations" / "script.py.mako").write_text(TEMPLATE)
        (root / "models.py").write_text(case.models)
        said = differences_apart(cleaned(side.run(root)))
        made = "".join(path.read_text() for path in sorted(versions.glob("*.py")))
        shutil.rmtree(versions)
    return said + ("-- file --\n" + made if made else "")


def without_file(text):
    """Retort writes no file where there is nothing to do."""
    nothing = text.startswith("No new upgrade operations") or "\nNo new upgrade operations" in text
    return text.partition("-- file --\n")[0] if nothing else text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=("golden", "record"))
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--retort")
    parser.add_argument("--dialects", nargs="+", default=["sqlite", "postgresql", "mysql", "mariadb"])
    args = parser.parse_args()
    side = Retort(args.retort) if args.mode == "golden" else Alembic()
    compared = different = 0
    with tempfile.TemporaryDirectory() as place:
        for path in sorted(CASES.glob("*.case")):
            case = Case(path)
            if not re.search(args.name, case.name):
                continue
            for dialect in (one for one in case.dialects if one in args.dialects):
                database = database_for(dialect, pathlib.Path(place))
                try:
                    load(database, dialect, case.statements(dialect))
                    got = outcome(case, dialect, side, database.url)
                    got = got.replace(getattr(database, "name", None) or "no name", "DATABASE")
                finally:
                    database.drop()
                if args.mode == "record":
                    case.golden(dialect).write_text(got)
                    continue
                compared += 1
                expected = without_file(case.golden(dialect).read_text())
                if expected != got:
                    different += 1
                    print(f"DIFFERS: {case.name} on {dialect}")
                    sys.stdout.writelines(
                        line + "\n" for line in difflib.unified_diff(
                            expected.splitlines(), got.splitlines(), "Alembic", "Retort", n=2, lineterm=""))
    if args.mode == "golden":
        print(f"{compared} compared, {compared - different} identical")
        raise SystemExit(1 if different or not compared else 0)


if __name__ == "__main__":
    main()
