#!/usr/bin/env python3
"""Every COMMIT of a run, one after the other, loses its answer: carried out, not carried out, and with a server that
nobody reaches any more. What Retort says of it must be true, and the next run must end at head.

    tests/postgres/server run tests/mysql/server run commits.py RETORT [--only NAME...] [--every N] [--verbose]

Databases: postgresql, pgbouncer (PostgreSQL behind it, in transaction mode), mariadb.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from harness import environment, pg_folder, script
from pooler import Pooler
from proxy import LosingProxy

PG = os.environ.get("RETORT_TEST_PG_URL", "")
MYSQL = os.environ.get("RETORT_TEST_MYSQL_URL", "")
PG_FOLDER = pg_folder()
SOCKET = MYSQL.partition("unix_socket=")[2]
BLOCK = ("    with op.get_context().autocommit_block():\n"
         "        op.execute('INSERT INTO t1 VALUES (2)')\n"
         "        op.execute('INSERT INTO t1 VALUES (3)')\n"
         "    op.execute('INSERT INTO t1 VALUES (4)')\n")
SCRIPTS = [script(1, "CREATE TABLE t1 (id integer)", "INSERT INTO t1 VALUES (1)"),
           script(2, "CREATE TABLE t2 (id integer)") + BLOCK,
           script(3, "CREATE TABLE t3 (id integer)", "INSERT INTO t3 VALUES (1)")]
WHAT_RAN = ("SELECT (SELECT version_num FROM alembic_version), (SELECT count(*) FROM t1), (SELECT count(*) FROM t2), "
            "(SELECT count(*) FROM t3)")


class Commits:
    def __init__(self, arguments, kind, folder):
        self.retort, self.kind, self.folder = arguments.retort, kind, folder
        self.every, self.verbose = arguments.every, arguments.verbose
        self.number = 0
        self.bad, self.silent = [], []
        self.said = {"carried out": 0, "not carried out": 0, "in doubt": 0, "no work in it": 0, "done": 0, "nothing": 0}
        (folder / "versions").mkdir()
        (folder / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s\n")
        for number, text in enumerate(SCRIPTS, 1):
            (folder / "versions" / f"r{number}.py").write_text(text)

    def sql(self, statement, name=None):
        if self.kind == "mariadb":
            command = ["mariadb", "--no-defaults", "-N", "-u", "root", "-S", SOCKET, name or "mysql", "-e", statement]
        else:
            url = PG.replace("/postgres?", f"/{name}?") if name else PG
            command = ["psql", "-XAtq", "-F", " ", "-v", "ON_ERROR_STOP=1", "-c", statement, url]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        return done.stdout.split() if done.returncode == 0 else []

    def renew(self):
        """A new database: its name, its URL, and its URL through a proxy."""
        self.number += 1
        name = f"commits_{self.kind}_{self.number}"
        self.sql(f"CREATE DATABASE {name}")
        if self.kind == "mariadb":
            url = MYSQL.replace("/mysql?", f"/{name}?")
            return name, url, url.replace(SOCKET, f"{self.folder}/proxy")
        url = PG.replace("/postgres?", f"/{name}?")
        if self.kind == "pgbouncer":
            url = self.pooler.url(url)
            return name, url, url.replace(f"host={self.pooler.folder}", f"host={self.folder}")
        return name, url, url.replace(f"host={PG_FOLDER}", f"host={self.folder}")

    def server(self):
        if self.kind == "mariadb":
            return SOCKET, f"{self.folder}/proxy"
        if self.kind == "pgbouncer":
            return f"{self.pooler.folder}/.s.PGSQL.6432", f"{self.folder}/.s.PGSQL.6432"
        return f"{PG_FOLDER}/.s.PGSQL.5432", f"{self.folder}/.s.PGSQL.5432"

    def upgrade(self, url):
        done = subprocess.run([self.retort, "--no-env", "--url", url, "--transaction", "each", "upgrade", "head"],
                              cwd=self.folder, env=environment(), text=True, timeout=120,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.returncode, done.stdout

    def through_proxy(self, skip, forward=True, gone=False):
        name, url, proxied = self.renew()
        server, path = self.server()
        pathlib.Path(path).unlink(missing_ok=True)
        with LosingProxy(server, forward, skip, once=True, path=path, gone=gone) as proxy:
            status, output = self.upgrade(proxied)
        return name, url, status, output, proxy

    def check(self, skip, forward, gone):
        """Loses one COMMIT; what is said of it, and whether that is true."""
        name, url, status, output, proxy = self.through_proxy(skip, forward, gone)
        faults = [] if proxy.lost else ["no COMMIT was lost"]
        rows = "".join(self.sql("SELECT version_num FROM alembic_version", name))
        claim = re.search(r"during a COMMIT, which was (not )?carried out.*?the database (?:is at (\S+?)|has no revision)\. ",
                          output)
        notes = re.search(r"with which no revision's work ends: the database (?:is at (\S+?)|has no revision)\. ", output)
        if status == 0:
            self.said["done"] += 1
            faults += [] if rows == "r3" and forward else ["it says that all is done"]
        elif claim:
            self.said["not carried out" if claim[1] else "carried out"] += 1
            faults += [] if forward != bool(claim[1]) and (claim[2] or "") == rows else [f"it claims {claim[0]}"]
        elif notes:
            self.said["no work in it"] += 1
            faults += [] if (notes[1] or "") == rows else [f"it claims {notes[0]}"]
        elif "In doubt" in output:
            self.said["in doubt"] += 1
            faults += [] if gone else ["it is in doubt"]
        else:
            self.said["nothing"] += 1
            self.silent.append(f"COMMIT {skip + 1}, carried out: {forward}: {output[-700:]}")
        if self.kind == "pgbouncer":  # Its holder is dead; what is not waited for here are 15 seconds.
            self.sql("UPDATE retort.lease SET owner = ''", name)
        again, more = self.upgrade(url)
        ran = self.sql(WHAT_RAN, name)
        if again != 0 or ran != ["r3", "4", "0", "1"]:
            faults.append(f"the next run: {again} {ran} {more}")
        if faults:
            self.bad.append(skip)
            print(f"{self.kind}, COMMIT {skip + 1}, carried out: {forward}, gone: {gone}, the rows: {rows}: "
                  f"{'; '.join(faults)}\n{output}", flush=True)

    def run(self):
        commits = self.through_proxy(10**6)[-1].seen
        for skip in range(0, commits, self.every):
            self.check(skip, True, False)
            self.check(skip, False, False)
            self.check(skip, True, True)
        said = ", ".join(f"{what} {count}" for what, count in self.said.items())
        print(f"{self.kind}: {commits} COMMITs in a run; said: {said}; wrong: {len(self.bad)}", flush=True)
        if self.verbose:
            print("\n".join(self.silent))
        return not self.bad


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("retort")
    parser.add_argument("--only", nargs="+", default=["postgresql", "pgbouncer", "mariadb"])
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="shows the outputs that say nothing of a COMMIT")
    arguments = parser.parse_args()
    arguments.retort = os.path.abspath(arguments.retort)
    good = True
    for kind in arguments.only:
        with tempfile.TemporaryDirectory() as name:
            commits = Commits(arguments, kind, pathlib.Path(name))
            if kind == "pgbouncer":
                commits.pooler = Pooler(PG_FOLDER)
                commits.pooler.__enter__()
            try:
                good = commits.run() and good
            finally:
                if kind == "pgbouncer":
                    commits.pooler.__exit__()
    sys.exit(0 if good else 1)


main()
