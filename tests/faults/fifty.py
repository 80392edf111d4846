#!/usr/bin/env python3
"""Fifty `upgrade head` at the same moment on one empty database: all end well, and each revision runs once.

    tests/postgres/server run tests/mysql/server run fifty.py RETORT [--rounds N] [--processes N] [--only NAME...]
        [--command WORD...]

Databases: postgresql, pgbouncer (PostgreSQL behind it, in transaction mode), mariadb, sqlite. `--command` runs
another program in the place of `RETORT`, for comparison: all its processes load env.py first and then connect at the
same moment. Its outcomes are counted and judged by nobody.
"""
import argparse
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

from harness import environment, pg_folder, script
from pooler import Pooler

PG = os.environ.get("RETORT_TEST_PG_URL", "")
MYSQL = os.environ.get("RETORT_TEST_MYSQL_URL", "")
PG_FOLDER = pg_folder()
SOCKET = MYSQL.partition("unix_socket=")[2]
REVISIONS = 6
ENV_PY = """
import os, time
from alembic import context
from sqlalchemy import create_engine
engine = create_engine(os.environ["FIFTY_URL"])
open("ready%d" % os.getpid(), "w").close()
while not os.path.exists("go"):
    time.sleep(0.01)
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
"""


def project(folder, dialect):
    (folder / "versions").mkdir()
    (folder / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s\n")
    (folder / "env.py").write_text(ENV_PY)
    key = {"mariadb": "BIGINT AUTO_INCREMENT PRIMARY KEY", "sqlite": "INTEGER PRIMARY KEY"}.get(
        dialect, "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
    for number in range(1, REVISIONS + 1):
        first = [f"CREATE TABLE ran (id {key}, revision VARCHAR(20))"] if number == 1 else []
        text = script(number, *first, f"CREATE TABLE t{number} (id INTEGER)",
                      f"INSERT INTO ran (revision) VALUES ('r{number}')")
        if number == 3 and dialect in ("postgresql", "pgbouncer"):
            text += ("    with op.get_context().autocommit_block():\n"
                     "        op.execute('CREATE INDEX CONCURRENTLY ran_revision ON ran (revision)')\n")
        (folder / "versions" / f"r{number}.py").write_text(text)


class Database:
    """A new database for each round."""

    def __init__(self, kind, folder, pooler):
        self.kind, self.folder, self.pooler, self.number = kind, folder, pooler, 0

    def renew(self):
        self.number += 1
        name = f"fifty_{self.kind}_{self.number}"
        if self.kind == "sqlite":
            self.file = self.folder / f"{name}.db"
            return f"sqlite:///{self.file}"
        if self.kind == "mariadb":
            self.name = name
            self.sql(f"CREATE DATABASE {name}", "mysql")
            return MYSQL.replace("/mysql?", f"/{name}?")
        self.direct = PG.replace("/postgres?", f"/{name}?")
        self.sql(f"CREATE DATABASE {name}", PG)
        return self.pooler.url(self.direct) if self.pooler else self.direct

    def sql(self, statement, where=None):
        if self.kind == "sqlite":
            connection = sqlite3.connect(self.file)
            rows = [str(row[0]) for row in connection.execute(statement)]
            connection.close()
            return rows
        if self.kind == "mariadb":
            command = ["mariadb", "--no-defaults", "-N", "-u", "root", "-S", SOCKET, where or self.name, "-e", statement]
        else:
            command = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statement, where or self.direct]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout.split()

    def table(self, name):
        return f"retort.{name}" if self.kind in ("postgresql", "pgbouncer") else f"retort_{name}"


def run_round(arguments, folder, database):
    url = database.renew()
    command = arguments.command or [arguments.retort, "--no-env", "--url", url]
    env = environment() | {"FIFTY_URL": url}
    started = time.monotonic()
    processes = [subprocess.Popen([*command, "upgrade", "head"], cwd=folder, env=env, text=True,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(arguments.processes)]
    if arguments.command:
        while len(list(folder.glob("ready*"))) < arguments.processes:
            time.sleep(0.05)
        (folder / "go").touch()
    outputs = [process.communicate(timeout=300)[1] for process in processes]
    for mark in (*folder.glob("ready*"), *folder.glob("go")):
        mark.unlink()
    failed = [o for p, o in zip(processes, outputs) if p.returncode != 0]
    try:
        ran = database.sql("SELECT revision FROM ran ORDER BY id")
        version = database.sql("SELECT version_num FROM alembic_version")
    except (RuntimeError, sqlite3.Error) as error:
        ran, version = [str(error)], []
    good = ran == [f"r{i}" for i in range(1, REVISIONS + 1)] and version == [f"r{REVISIONS}"]
    if good and not arguments.command:
        steps = database.sql(f"SELECT revision FROM {database.table('step')} WHERE state = 'done' ORDER BY ordinal")
        good = steps == ran
    return failed, good, time.monotonic() - started


def run_database(arguments, kind):
    failures = bad = 0
    seconds = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        project(folder, kind)
        pooler = Pooler(PG_FOLDER) if kind == "pgbouncer" else None
        if pooler:
            pooler.__enter__()
        try:
            database = Database(kind, folder, pooler)
            for number in range(arguments.rounds):
                failed, good, took = run_round(arguments, folder, database)
                failures += len(failed)
                bad += not good
                seconds += took
                if (failed or not good) and (not arguments.command or number == 0):
                    print(f"{kind}, round {number + 1}: {len(failed)} failed, each revision once: {good}")
                    print("\n".join(sorted({text.strip()[-600:] for text in failed})[:3]))
        finally:
            if pooler:
                pooler.__exit__()
    print(f"{kind}: {arguments.rounds} rounds of {arguments.processes} processes, {failures} failed, "
          f"{bad} rounds with a wrong outcome, {seconds / arguments.rounds:.2f} s a round", flush=True)
    return failures + bad == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("retort")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--processes", type=int, default=50)
    parser.add_argument("--only", nargs="+", default=["postgresql", "pgbouncer", "mariadb", "sqlite"])
    parser.add_argument("--command", nargs="+")
    arguments = parser.parse_args()
    arguments.retort = os.path.abspath(arguments.retort)
    good = [run_database(arguments, kind) for kind in arguments.only]
    sys.exit(0 if all(good) or arguments.command else 1)


main()
