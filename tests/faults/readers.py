#!/usr/bin/env python3
"""Readers of a table while a migration changes it: nobody waits longer than the time-out of the table's lock and a
margin, the one that the migration waits for is named, and the migration gets done.

    tests/postgres/server run tests/mysql/server run readers.py RETORT [--only NAME...] [--sessions N] [--report SECONDS]
        [--timeout SECONDS] [--margin SECONDS]

Each of N sessions opens a transaction, reads the table, keeps the transaction open for a while, and begins again. One
more, the report, keeps its transaction open for long. With `--timeout 0` it shows what happens without a time-out,
and judges nothing.
"""
import argparse
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import threading
import time

from harness import environment, script

PG = os.environ.get("RETORT_TEST_PG_URL", "")
MYSQL = os.environ.get("RETORT_TEST_MYSQL_URL", "")
SOCKET = MYSQL.partition("unix_socket=")[2]


class Postgres:
    url = PG.replace("/postgres?", "/readers?")
    begun = r"SELECT clock_timestamp() AS begun \gset"
    read = "SELECT count(*) FROM orders;"
    waited = "SELECT extract(epoch FROM clock_timestamp() - :'begun'::timestamptz);"
    sleep = "SELECT pg_sleep({});"
    blocker = (r"Revision r2 \(ALTER TABLE orders .*\) waits for AccessExclusiveLock on orders: server process \d+ "
               r"\(report, user postgres, from local\) holds AccessShareLock, active for \d+ s: SELECT pg_sleep")

    def create(self):
        self.sql("CREATE DATABASE readers", PG)

    def sql(self, text, url=None, **variables):
        done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", url or self.url], input=text, text=True,
                              capture_output=True, timeout=120, env=environment() | variables)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout.split()

    def report(self, text):
        return self.sql(text, PGAPPNAME="report")


class Mariadb:
    url = MYSQL.replace("/mysql?", "/readers?")
    begun = "SET @begun = SYSDATE(6);"
    read = "SELECT COUNT(*) FROM orders;"
    waited = "SELECT TIMESTAMPDIFF(MICROSECOND, @begun, SYSDATE(6)) / 1e6;"
    sleep = "SELECT SLEEP({});"
    blocker = (r"Revision r2 \(ALTER TABLE orders .*\) waits for a lock of a table: connection \d+ \(user root, from "
               r"localhost\) has a transaction or a statement open, running for \d+ s")

    def create(self):
        self.sql("CREATE DATABASE readers", "mysql")

    def sql(self, text, database="readers"):
        done = subprocess.run(["mariadb", "--no-defaults", "-N", "-u", "root", "-S", SOCKET, database], input=text, text=True,
                              capture_output=True, timeout=120)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout.split()

    report = sql


KINDS = {"postgresql": Postgres, "mariadb": Mariadb}


class Traffic:
    """The sessions, and how long each of their reads has waited."""

    def __init__(self, database, arguments):
        self.database, self.arguments = database, arguments
        self.waits, self.errors, self.over = [], [], threading.Event()
        self.threads = [threading.Thread(target=self.read, args=(number,)) for number in range(arguments.sessions)]
        self.threads.append(threading.Thread(target=self.report))

    def __enter__(self):
        for thread in reversed(self.threads):
            thread.start()
        time.sleep(1)
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def transaction(self, seconds):
        d = self.database
        return f"BEGIN;\n{d.begun}\n{d.read}\n{d.waited}\n{d.sleep.format(seconds)}\nCOMMIT;\n"

    def read(self, number):
        chance = random.Random(number)
        while not self.over.is_set():
            try:
                self.waits.append(float(self.database.sql(self.transaction(chance.uniform(0.1, 0.5)))[1]))
            except RuntimeError as error:
                self.errors.append(str(error))

    def report(self):
        self.database.report(self.transaction(self.arguments.report))


def migrate(arguments, database, folder):
    command = [arguments.retort, "--no-env", "--url", database.url, "--table-lock-timeout", str(arguments.timeout)]
    begun = time.monotonic()
    done = subprocess.run([*command, "upgrade", "head"], cwd=folder, env=environment(), text=True, timeout=120,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout, time.monotonic() - begun


def run(arguments, kind, folder):
    database = KINDS[kind]()
    database.create()
    (folder / "versions").mkdir()
    (folder / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s\n")
    files = [script(1, "CREATE TABLE orders (id integer, note varchar(20))", "INSERT INTO orders VALUES (1, 'x')"),
             script(2, "ALTER TABLE orders ADD COLUMN paid integer")]
    (folder / "versions/r1.py").write_text(files[0])
    status, output, _ = migrate(arguments, database, folder)
    assert status == 0, output
    (folder / "versions/r2.py").write_text(files[1])
    with Traffic(database, arguments) as traffic:
        status, output, took = migrate(arguments, database, folder)
        time.sleep(0.5)
    longest = max(traffic.waits)
    retries = output.count("rolled back, and tried again")
    print(f"{kind}: {arguments.sessions} sessions and one of {arguments.report:g} s, time-out {arguments.timeout:g} s: "
          f"{len(traffic.waits)} reads, the longest waited {longest:.2f} s; the migration took {took:.1f} s and {retries} "
          "retries", flush=True)
    faults = [] if status == 0 and not traffic.errors else [f"status {status}, {traffic.errors[:1]}"]
    if arguments.timeout > 0:
        faults += [f"a reader waited {longest:.2f} s"] if longest > arguments.timeout + arguments.margin else []
        faults += ["it was not tried again"] if retries == 0 else []
        faults += ["the blocker is not named"] if not re.search(database.blocker, output) else []
    if faults:
        print("; ".join(faults), output, sep="\n")
    return not faults


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("retort")
    parser.add_argument("--only", nargs="+", default=list(KINDS))
    parser.add_argument("--sessions", type=int, default=6)
    parser.add_argument("--report", type=float, default=5)
    parser.add_argument("--timeout", type=float, default=1)
    parser.add_argument("--margin", type=float, default=1)
    arguments = parser.parse_args()
    arguments.retort = os.path.abspath(arguments.retort)
    good = True
    for kind in arguments.only:
        with tempfile.TemporaryDirectory() as name:
            good = run(arguments, kind, pathlib.Path(name)) and good
    sys.exit(0 if good else 1)


main()
