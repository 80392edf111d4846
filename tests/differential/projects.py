#!/usr/bin/env python3
"""Compares Retort with Alembic on a whole real project, revision by revision.

Not part of the test suite: it wants a checkout of somebody's project. Usage:

    projects.py [--retort PROGRAM] [--dialect postgresql] [--path DIR]... [--json FILE] VERSIONS_DIR...
    projects.py --online --server SOCKET_DIR [...] VERSIONS_DIR...

For every revision the offline SQL of its upgrade and of its downgrade is rendered by the Alembic that
this Python imports (set PYTHONPATH to choose a newer one) and by Retort, both through the same neutral
env.py, and the two texts are compared byte for byte. Modules that are not installed are replaced by
stand-ins that raise as soon as their value matters. --path adds directories to prepend_sys_path.

--online upgrades an empty database to the heads and back to base with each of the two instead (on
PostgreSQL: two new databases of the server in SOCKET_DIR; on MySQL and MariaDB: of the one that
listens on that socket; on SQLite: two files) and compares dumps. With --steps it goes up only, a revision
at a time; where one of the two cannot run a revision it goes on from what the other made of it, and what
differs between two runs of Alembic itself (random values, the time, the order of sets) is left out.
"""
import argparse
import ast
import collections
import contextlib
import importlib.abc
import importlib.machinery
import io
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import types
import warnings

import chance
import sides

ENV_PY = '''
from alembic import context

from sqlalchemy import create_engine, pool

url = context.config.get_main_option("sqlalchemy.url")
if context.is_offline_mode():
    context.configure(url=url, target_metadata=None, literal_binds=True, dialect_opts={"paramstyle": "named"})
    with context.begin_transaction():
        context.run_migrations()
else:
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=None, transaction_per_migration=TRANSACTION_PER_MIGRATION
        )
        with context.begin_transaction():
            context.run_migrations()
'''
URLS = {
    "postgresql": "postgresql://u@localhost/x",
    "sqlite": "sqlite:///x.db",
    "mysql": "mysql+pymysql://u@localhost/x",
    "mariadb": "mariadb+pymysql://u@localhost/x",
}


class NeedsApplication(Exception):
    """The script needs the value of something that is not installed here."""


class StandIn:
    """Takes the place of whatever a missing module would have given."""

    def __init__(self, name):
        self.__dict__["_name"] = name

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn(f"{self._name}.{name}")

    def __call__(self, *args, **kwargs):
        if len(args) == 1 and not kwargs and isinstance(args[0], (type, types.FunctionType)):
            return args[0]  # a decorator
        return StandIn(f"{self._name}()")

    def __mro_entries__(self, bases):
        return (object,)

    def __setitem__(self, key, value):
        pass

    def __or__(self, other):
        """In an annotation: `Missing | None`."""
        return StandIn(self._name)

    __ror__ = __or__

    def _needed(self, *args):
        raise NeedsApplication(self._name)

    __bool__ = __iter__ = __len__ = __str__ = __format__ = __int__ = __getitem__ = _needed
    __eq__ = __lt__ = __gt__ = __contains__ = __enter__ = __exit__ = _needed
    __hash__ = object.__hash__


class StandInModule(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn(f"{self.__name__}.{name}")

    def __call__(self, *args, **kwargs):
        """`from package import name` may have looked for a module of that name."""
        return StandIn(self.__name__)(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (object,)


class TolerantLoader(importlib.abc.Loader):
    """Loads a module of the application; one that fails for want of its surroundings becomes a stand-in."""

    def __init__(self, loader):
        self.loader = loader

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        try:
            self.loader.exec_module(module)
        except Exception:  # whatever the application wants is not here
            module.__class__ = StandInModule


class ApplicationFinder(importlib.abc.MetaPathFinder):
    def __init__(self, paths):
        self.paths = [os.path.abspath(path) for path in paths]

    def find_spec(self, fullname, path=None, target=None):
        if "." not in fullname:
            path = self.paths
        elif not any(str(p).startswith(tuple(self.paths)) for p in path or ()):
            return None
        if fullname == "alembic" or not self.paths:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = TolerantLoader(spec.loader)
        return spec


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname, path=None, target=None):
        if fullname.split(".")[0] in ("sqlalchemy", "alembic", "typing_extensions", "pysqlite2", "sqlcipher3"):
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec):
        return StandInModule(spec.name)

    def exec_module(self, module):
        pass


def write_project(root, versions, paths, dialect, retort, url=None, per_migration=False):
    os.makedirs(os.path.join(root, "migrations"))
    with open(os.path.join(root, "migrations", "env.py"), "w") as out:
        out.write(ENV_PY.replace("TRANSACTION_PER_MIGRATION", str(per_migration)))
    with open(os.path.join(root, "migrations", "script.py.mako"), "w") as out:
        out.write("")
    ini = os.path.join(root, "alembic.ini")
    with open(ini, "w") as out:
        out.write("[alembic]\nscript_location = %(here)s/migrations\npath_separator = newline\n")
        out.write("version_locations =\n" + "".join(f"    {os.path.abspath(v)}\n" for v in versions))
        if paths and retort:
            out.write("prepend_sys_path =\n" + "".join(f"    {os.path.abspath(p)}\n" for p in paths))
        out.write(f"sqlalchemy.url = {url or URLS[dialect]}\n")
    return ini


def load_tolerantly(load):
    """Wraps Alembic's module loader: a script whose body fails still takes part in the graph."""

    def wrapped(module_id, path):
        if os.path.basename(path) == "env.py":
            return load(module_id, path)
        try:
            return load(module_id, path)
        except Exception as error:  # whatever the body raises is this revision's own trouble
            reason = f"{type(error).__name__}: {error}"
            module = types.ModuleType(module_id)
            with open(path) as source:
                for node in ast.parse(source.read()).body:
                    target = getattr(node, "target", None) or getattr(node, "targets", [None])[0]
                    if isinstance(target, ast.Name) and isinstance(node.value, (ast.Constant, ast.Tuple, ast.List)):
                        try:
                            setattr(module, target.id, ast.literal_eval(node.value))
                        except ValueError:
                            pass

            def fail(*args, **kwargs):
                raise NeedsApplication(reason)

            module.upgrade = module.downgrade = fail
            return module

    return wrapped


class AlembicSide:
    def __init__(self, ini, paths):
        import sqlalchemy.orm  # Every application does, so scripts rely on it.  # noqa: F401
        from alembic import config, script
        from alembic.util import pyfiles

        pyfiles.load_module_py = load_tolerantly(pyfiles.load_module_py)
        if paths:
            sys.meta_path.insert(0, ApplicationFinder(paths))
        sys.meta_path.append(StandInFinder())
        self.ini = ini
        self.directory = script.ScriptDirectory.from_config(config.Config(ini))
        # Loading every file once is enough.
        script.ScriptDirectory.from_config = classmethod(lambda cls, cfg: self.directory)
        self.revisions = list(self.directory.walk_revisions())[::-1]

    def render(self, direction, start, stop):
        from alembic import command, config

        buffer = io.StringIO()
        cfg = config.Config(self.ini, output_buffer=buffer)
        try:
            with contextlib.redirect_stdout(buffer):  # A script may print into its SQL.
                getattr(command, direction)(cfg, f"{start}:{stop}", sql=True)
        except BaseException as error:  # noqa: B036 - SystemExit and the like are answers too
            return None, f"{type(error).__name__}: {error}".split("\n")[0]
        return buffer.getvalue(), None


def render_retort(program, ini, direction, start, stop):
    run = subprocess.run(
        [program, "-c", ini, direction, f"{start}:{stop}", "--sql"], capture_output=True, text=True, timeout=60
    )
    if run.returncode != 0:
        lines = [line.strip() for line in run.stderr.splitlines() if not line.startswith("INFO")]
        return None, " | ".join(lines[:4]) or f"exit {run.returncode}"
    return run.stdout, None


def chunk(text, revision):
    """For a merge: only what belongs to the revision itself, other branches left out."""
    parts = text.split("-- Running ")
    return "".join(p for p in parts if f"{revision}\n" in p.split("\n")[0] + "\n" or f" {revision} ->" in " " + p.split("\n")[0])


def without_chance(text):
    """Puts in order what Alembic takes from sets: MySQL's table options, the indexes of a new table."""

    def sort(match):
        return "".join(sorted(match[0].split("\n\n")[:-1], key=str.lower)) + "\n\n"

    return re.sub(r"(?:^CREATE (?:UNIQUE )?INDEX .*;\n\n){2,}", sort, sides.sort_table_options(text), flags=re.M)


def first_difference(expected, got):
    for number, (a, b) in enumerate(zip(expected.split("\n"), got.split("\n")), 1):
        if a != b:
            return f"line {number}: alembic {a!r} retort {b!r}"
    return f"length: alembic {len(expected)} retort {len(got)}"


def compare(args, alembic, ini, revision, direction):
    downs = revision.down_revision
    down = downs if isinstance(downs, str) or downs is None else downs[0]
    start, stop = (down or "base", revision.revision) if direction == "upgrade" else (revision.revision, down or "base")
    expected, why_not = alembic.render(direction, start, stop)
    got, trouble = render_retort(args.retort, ini, direction, start, stop)
    if expected is None:
        return ("both fail" if got is None else "alembic fails"), f"{why_not} || {trouble}"
    if got is None:
        return "retort fails", trouble
    if isinstance(downs, tuple) and len(downs) > 1:
        expected, got = chunk(expected, revision.revision), chunk(got, revision.revision)
    expected, got = without_chance(expected), without_chance(got)
    if expected == got:
        return "identical", ""
    return "differs", first_difference(expected, got)


class SqliteDatabase:
    """A new empty database for one of the two sides; so are the others."""

    def __init__(self, args, root, side):
        self.name = os.path.join(root, side + ".db")
        self.url = "sqlite:///" + self.name

    def dump(self):
        return sides.sort_constraints(sides.without_journal(run_tool(["sqlite3", self.name, ".dump"])))

    def copy(self, other):
        shutil.copyfile(other.name, self.name) if os.path.exists(other.name) else self.drop()

    def drop(self):
        if os.path.exists(self.name):
            os.remove(self.name)


class PostgresqlDatabase:
    def __init__(self, args, root, side):
        self.server = args.server
        self.name = f"projects_{os.getpid()}_{side}"
        self.url = f"postgresql://postgres@/{self.name}?host={args.server}"
        self.psql(f'create database "{self.name}"')

    def psql(self, sql):
        run_tool(["psql", "-qX", "-h", self.server, "-U", "postgres", "-d", "postgres", "-c", sql])

    def dump(self):
        text = run_tool(["pg_dump", "-h", self.server, "-U", "postgres", "--inserts", "--exclude-schema=retort", self.name])
        return "".join(line for line in text.splitlines(True) if not line.startswith(("\\restrict", "\\unrestrict")))

    def copy(self, other):
        self.drop()
        self.psql(f'create database "{self.name}" template "{other.name}"')

    def drop(self):
        self.psql(f'drop database "{self.name}" with (force)')


class MysqlDatabase:
    def __init__(self, args, root, side):
        self.name = f"projects_{os.getpid()}_{side}"
        self.url = f"{args.dialect}+pymysql://root@localhost/{self.name}?unix_socket={args.server}"
        self.options = ["--no-defaults", "-u", "root", "-S", args.server]
        self.mariadb(f"create database {self.name}")

    def mariadb(self, sql):
        run_tool(["mariadb", *self.options, "-e", sql])

    def dump(self):
        text = run_tool(["mariadb-dump", *self.options, "--skip-comments", "--skip-extended-insert",
                         "--order-by-primary", "--routines", "--events", *sides.ignored_journal(self.name), self.name])
        return sides.sort_indexes(text.replace(self.name, "DATABASE"))

    def copy(self, other):
        text = run_tool(["mariadb-dump", *self.options, "--routines", "--events", other.name])
        for name in (self.name, other.name):  # Both: a dump forgets which indexes came with a foreign key by itself.
            self.mariadb(f"drop database {name}; create database {name}")
            subprocess.run(["mariadb", *self.options, name], input=text, text=True, check=True)

    def drop(self):
        self.mariadb(f"drop database {self.name}")


DATABASES = {"sqlite": SqliteDatabase, "postgresql": PostgresqlDatabase, "mysql": MysqlDatabase,
             "mariadb": MysqlDatabase}


def run_tool(command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def attempt_alembic(ini, name, target):
    from alembic import command, config

    try:
        getattr(command, name)(config.Config(ini), target)
        return "ok"
    except BaseException as error:  # noqa: B036
        return f"{type(error).__name__}: {error}".split("\n")[0]


def attempt_retort(args, ini, name, target):
    run = subprocess.run([args.retort, "-c", ini, name, target], capture_output=True, text=True)
    lines = [line.strip() for line in run.stderr.splitlines() if not line.startswith("INFO")]
    return "ok" if run.returncode == 0 else " | ".join(lines[:6]) or f"exit {run.returncode}"


def same_dumps(args, databases, again=None):
    """Whether the dumps agree; of what differs between two runs of Alembic only the shape counts."""
    dumps = {side: database.dump() for side, database in databases.items()}
    if args.dumps:
        for side, text in (*dumps.items(), ("again", again or "")):
            with open(os.path.join(args.dumps, side + ".sql"), "w") as out:
                out.write(text)
    if dumps["alembic"] == dumps["retort"]:
        print(f"dumps identical ({len(dumps['alembic'])} bytes)")
        return True
    difference = chance.differences(dumps["alembic"], dumps["retort"], again or dumps["alembic"])
    if not difference:
        print(f"dumps identical but for what two runs of Alembic differ in ({len(dumps['alembic'])} bytes)")
        return True
    print("dumps DIFFER\n" + "\n".join(difference[:200]))
    return False


def second_dump(args, root):
    """What another run leaves on Alembic's side: a new process, so that sets have another order."""
    dump = os.path.join(root, "again.sql")
    command = [sys.executable, __file__, "--online", "--steps", "--alembic-dump", dump, "--dialect", args.dialect]
    command += ["--server", args.server or "", "--retort", args.retort] + [f"--path={path}" for path in args.path]
    subprocess.run(command + args.versions, stdout=subprocess.DEVNULL, check=True)
    with open(dump) as text:
        return text.read()


def run_step(args, inis, databases, revision):
    """One revision with each. Where one of the two cannot run it (Alembic for want of a package, say) its
    database becomes a copy of the other's, so that what follows finds the same; where neither can, it is
    stamped as done."""
    expected = attempt_alembic(inis["alembic"], "upgrade", revision)
    got = attempt_retort(args, inis["retort"], "upgrade", revision)
    if expected != "ok" and got == "ok":
        databases["alembic"].copy(databases["retort"])
    elif got != "ok":
        databases["retort"].copy(databases["alembic"])
    if expected != "ok" and got != "ok":
        for ini in inis.values():
            attempt_alembic(ini, "stamp", revision)
    return expected, got


def run_steps(args, root, alembic, inis, databases):
    counts = collections.Counter()
    for revision in alembic.revisions:
        expected, got = run_step(args, inis, databases, revision.revision)
        verdict = f"alembic {'ok' if expected == 'ok' else 'fails'}, retort {'ok' if got == 'ok' else 'fails'}"
        counts[verdict] += 1
        if got != "ok" or args.all:
            print(f"{revision.revision}: {verdict}\n    {expected}\n    {got}", flush=True)
    print(dict(counts))
    if args.alembic_dump:
        with open(args.alembic_dump, "w") as out:
            out.write(databases["alembic"].dump())
        return True
    return same_dumps(args, databases, second_dump(args, root))


def run_online(args, root):
    """Upgrades and downgrades with each; returns whether the dumps agree at each point."""
    sides = {side: DATABASES[args.dialect](args, root, side) for side in ("alembic", "retort")}
    inis = {
        side: write_project(os.path.join(root, side), args.versions, args.path, args.dialect, side == "retort",
                            database.url, args.transaction_per_migration)
        for side, database in sides.items()
    }
    alembic = AlembicSide(inis["alembic"], args.path)
    same = True
    if args.steps:
        same = run_steps(args, root, alembic, inis, sides)
    for name, target in () if args.steps else (("upgrade", "heads"), ("downgrade", "base")):
        print(f"{name}: alembic {attempt_alembic(inis['alembic'], name, target)}")
        print(f"{name}: retort  {attempt_retort(args, inis['retort'], name, target)}")
        same = same_dumps(args, sides) and same
    for database in sides.values():
        database.drop()
    return 0 if same else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("versions", nargs="+")
    parser.add_argument("--retort", default="build/release/retort")
    parser.add_argument("--dialect", default="postgresql", choices=sorted(URLS))
    parser.add_argument("--path", action="append", default=[])
    parser.add_argument("--json")
    parser.add_argument("--only", help="a revision id")
    parser.add_argument("--all", action="store_true", help="list the identical ones too")
    parser.add_argument("--online", action="store_true")
    parser.add_argument("--steps", action="store_true", help="on-line: one revision at a time, past failures")
    parser.add_argument("--server", help="for --online: a PostgreSQL server's socket folder, or a MariaDB server's socket")
    parser.add_argument("--transaction-per-migration", action="store_true")
    parser.add_argument("--dumps", help="for --online: the folder where to leave the dumps")
    parser.add_argument("--alembic-dump", help="for --steps: compare nothing, write what Alembic's side ends with to this file")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    os.environ.setdefault("DATABASE_URL", "")
    with tempfile.TemporaryDirectory() as root:
        if args.online:
            sys.exit(run_online(args, root))
        ini = write_project(os.path.join(root, "retort"), args.versions, args.path, args.dialect, True)
        alembic_ini = write_project(os.path.join(root, "alembic"), args.versions, args.path, args.dialect, False)
        alembic = AlembicSide(alembic_ini, args.path)
        rows = []
        for revision in alembic.revisions:
            if args.only and revision.revision != args.only:
                continue
            for direction in ("upgrade", "downgrade"):
                verdict, detail = compare(args, alembic, ini, revision, direction)
                rows.append({"revision": revision.revision, "file": os.path.basename(revision.path),
                             "direction": direction, "verdict": verdict, "detail": detail})
    for row in rows:
        if args.all or row["verdict"] != "identical":
            print(f"{row['verdict']:14} {row['direction']:9} {row['revision']} {row['file']}\n    {row['detail']}")
    for direction in ("upgrade", "downgrade"):
        counts = collections.Counter(r["verdict"] for r in rows if r["direction"] == direction)
        print(direction, dict(sorted(counts.items())))
    if args.json:
        with open(args.json, "w") as out:
            json.dump(rows, out, indent=1)
    if not rows:
        sys.exit("no revisions found")


if __name__ == "__main__":
    main()
