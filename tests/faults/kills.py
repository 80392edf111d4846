#!/usr/bin/env python3
"""Runs that are killed, cut off from the server, or whose server is restarted: the next `upgrade head` always
ends at head, with a database identical to that of an undisturbed run.

    tests/postgres/server run tests/mysql/server run kills.py RETORT [--only NAME...] [--boundaries EVERY]
        [--random N] [--cuts N] [--restarts N] [--seed S] [--command WORD...]

Databases: postgresql, mariadb, sqlite, and if asked for pgbouncer (PostgreSQL behind it, in transaction mode). `--boundaries 1` kills before and after each write to a socket or to the
database file; 3 takes every third. `--command` tries another program (its URL is in FAULTS_URL), for comparison.
"""
import argparse
import difflib
import itertools
import os
import pathlib
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

from harness import environment, pg_ctl, pg_folder
from pooler import Pooler

PG = os.environ.get("RETORT_TEST_PG_URL", "")
MYSQL = os.environ.get("RETORT_TEST_MYSQL_URL", "")
PG_FOLDER = pg_folder()
SOCKET = MYSQL.partition("unix_socket=")[2]

HEAD = '''"""step {0}"""
import sqlalchemy as sa
from alembic import op
revision = "r{0}"
down_revision = {1}


def upgrade():
'''
COMMON = {
    1: '''op.create_table("users", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
                    sa.Column("name", sa.String(50), nullable=False), sa.Column("age", sa.Integer))
    op.bulk_insert(sa.table("users", sa.column("id", sa.Integer), sa.column("name", sa.String)),
                   [{"id": i, "name": "user %d" % i} for i in range(1, 30)])
    op.create_index("users_name", "users", ["name"])''',
    2: '''op.create_table("posts", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
                    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", name="posts_user")),
                    sa.Column("n", sa.Integer, server_default="0"))
    op.execute("INSERT INTO posts (id, user_id) SELECT id, id FROM users WHERE id < 20")
    op.execute("UPDATE posts SET n = n + 1 WHERE id < 10")''',
    4: '''op.execute("UPDATE users SET age = coalesce(age, 0) + 1")
    op.add_column("users", sa.Column("mail", sa.String(80)))
    op.execute("UPDATE users SET mail = name WHERE age = 1")
    op.create_index("users_mail", "users", ["mail"], unique=True)
    op.execute("INSERT INTO posts (id, user_id, n) SELECT id + 100, id, 5 FROM users")
    op.drop_index("users_name", table_name="users")''',
    6: '''op.create_table("log", sa.Column("what", sa.String(20)))
    op.execute("INSERT INTO log VALUES ('one')")
    op.execute("INSERT INTO log VALUES ('one')")
    op.execute("UPDATE posts SET n = n * 2")''',
}
OWN = {
    "postgresql": {
        3: '''op.execute("UPDATE users SET age = 10 WHERE id = 1")
    with op.get_context().autocommit_block():
        op.create_index("posts_n", "posts", ["n"], postgresql_concurrently=True)
        op.execute("UPDATE posts SET n = n + 1")
        op.create_index("posts_user_id", "posts", ["user_id"], postgresql_concurrently=True)
    op.execute("UPDATE posts SET n = n + 1")''',
        5: '''op.execute("CREATE TYPE mood AS ENUM ('sad', 'ok')")
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE mood ADD VALUE 'happy'")
        op.drop_index("posts_n", postgresql_concurrently=True)
    op.execute("ALTER TABLE users ADD COLUMN mood mood DEFAULT 'happy'")
    op.create_table("things", sa.Column("colour", sa.Enum("red", "blue", name="colour")))
    with op.get_context().autocommit_block():
        op.create_index("things_colour", "things", ["colour"], postgresql_concurrently=True)
    op.execute("INSERT INTO things VALUES ('red')")''',
    },
    "mariadb": {
        3: '''op.alter_column("users", "name", new_column_name="full_name", existing_type=sa.String(50), nullable=False)
    op.execute("UPDATE posts SET n = n + 1")
    op.alter_column("posts", "n", type_=sa.BigInteger, existing_type=sa.Integer)
    op.execute("UPDATE posts SET n = n + 1")
    op.alter_column("users", "full_name", new_column_name="name", existing_type=sa.String(50), nullable=False)''',
        5: '''op.execute("INSERT INTO posts (id, n) VALUES (900, 1)")
    op.drop_constraint("posts_user", "posts", type_="foreignkey")
    op.drop_column("posts", "user_id")
    op.execute("CREATE OR REPLACE VIEW names AS SELECT name FROM users")
    op.execute("INSERT INTO posts (id, n) VALUES (901, 1)")''',
    },
    "sqlite": {
        3: '''op.execute("PRAGMA foreign_keys = ON")
    op.execute("UPDATE posts SET n = n + 1")
    op.execute("PRAGMA foreign_keys = OFF")
    with op.batch_alter_table("posts") as batch:
        batch.add_column(sa.Column("title", sa.String(20)))
        batch.alter_column("n", type_=sa.BigInteger, existing_type=sa.Integer)
    op.execute("UPDATE posts SET n = n + 1")''',
        5: '''with op.batch_alter_table("users") as batch:
        batch.drop_column("age")
    with op.get_context().autocommit_block():
        op.execute("CREATE INDEX posts_n ON posts (n)")
        op.execute("UPDATE posts SET n = n + 1")''',
    },
}
ENV_PY = """
import os
from alembic import context
from sqlalchemy import create_engine
engine = create_engine(os.environ["FAULTS_URL"])
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
"""


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, **options)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout


class Postgres:
    socket_name = ".s.PGSQL.5432"

    def __init__(self, _):
        self.url = PG
        self.server = f"{PG_FOLDER}/.s.PGSQL.5432"

    def sql(self, statement):
        return run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statement, PG])

    def clear(self):
        self.sql("SET client_min_messages = error; SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE "
                 "pid <> pg_backend_pid() AND backend_type = 'client backend'; DROP SCHEMA IF EXISTS retort CASCADE; "
                 "DROP SCHEMA public CASCADE; CREATE SCHEMA public")

    def dump(self):
        """Rows sorted: where the server puts a changed row is its own affair."""
        text = run(["pg_dump", "-N", "retort", PG])
        text = re.sub(r"(?ms)^(COPY [^\n]*;\n)(.*?)^\\\.$", lambda copy: copy[1] + "\n".join(sorted(copy[2].split("\n"))), text)
        return "\n".join(line for line in text.split("\n") if not line.startswith("\\"))

    def through(self, folder):
        return PG.replace(f"host={PG_FOLDER}", f"host={folder}")

    def settle(self):
        """Before the run after a disturbed one."""

    def close(self):
        """At the end."""

    def lost(self):
        """What the server itself lost of what it had committed."""

    def restart(self):
        pg_ctl("-m", "immediate", "restart")


class Pgbouncer(Postgres):
    socket_name = ".s.PGSQL.6432"

    def __init__(self, folder):
        super().__init__(folder)
        self.pooler = Pooler(PG_FOLDER).__enter__()
        self.url = self.pooler.url(PG)
        self.server = f"{self.pooler.folder}/.s.PGSQL.6432"

    def through(self, folder):
        return self.url.replace(f"host={self.pooler.folder}", f"host={folder}")

    def settle(self):
        """Ends the lease of the dead holder, which would last for 15 seconds."""
        self.sql("DO $$BEGIN UPDATE retort.lease SET owner = ''; EXCEPTION WHEN OTHERS THEN NULL; END$$")

    def close(self):
        self.pooler.__exit__()


class Mariadb:
    socket_name = "socket"

    def __init__(self, _):
        self.url = MYSQL.replace("/mysql?", "/kills?")
        self.server = SOCKET

    def sql(self, statement):
        return run(["mariadb", "--no-defaults", "-N", "-u", "root", "-S", SOCKET, "mysql", "-e", statement])

    def clear(self):
        for number in self.sql("SELECT ID FROM information_schema.PROCESSLIST WHERE DB = 'kills'").split():
            subprocess.run(["mariadb", "--no-defaults", "-u", "root", "-S", SOCKET, "-e", f"KILL {number}"], capture_output=True)
        self.sql("DROP DATABASE IF EXISTS kills; CREATE DATABASE kills")

    def dump(self):
        own = [f"--ignore-table=kills.retort_{name}" for name in ("run", "step", "statement", "lease")]
        return run(["mariadb-dump", "--no-defaults", "--compact", "--order-by-primary", "-u", "root", "-S", SOCKET, *own, "kills"])

    def through(self, folder):
        return self.url.replace(SOCKET, f"{folder}/{self.socket_name}")

    settle = close = lambda _: None

    def lost(self):
        """MariaDB killed in an ALTER TABLE can come back without the table's foreign keys, whatever the client:
        docs/production.md. From r2 until r5 drops it, the key is there wherever its table is."""
        tables = "information_schema.TABLES WHERE TABLE_SCHEMA = 'kills' AND TABLE_NAME"
        if self.sql(f"SELECT count(*) FROM {tables} IN ('posts', 'alembic_version')").strip() != "2":
            return False
        keys = "information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = 'kills' AND CONSTRAINT_NAME = 'posts_user'"
        missing = self.sql(f"SELECT count(*) FROM {keys}").strip() == "0"
        return missing and self.sql("SELECT version_num FROM kills.alembic_version").strip() in ("r1", "r2", "r3")

    def restart(self):
        """Ends the server's process and starts it again as it was started."""
        process = int((pathlib.Path(SOCKET).parent / "pid").read_text())
        command = pathlib.Path(f"/proc/{process}/cmdline").read_bytes().decode().split("\0")[:-1]
        os.kill(process, signal.SIGKILL)
        try:  # Until it is gone, or waits for its parent.
            while pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z":
                time.sleep(0.02)
        except (FileNotFoundError, ProcessLookupError):
            pass
        if os.getuid() == 0:
            command = ["setpriv", "--reuid=mysql", "--regid=mysql", "--clear-groups", *command]
        subprocess.Popen(command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                self.sql("SELECT 1")
                return
            except RuntimeError:
                time.sleep(0.1)
        raise RuntimeError("MariaDB does not come back")


class Sqlite:
    def __init__(self, folder):
        self.file = folder / "kills.db"
        self.url = f"sqlite:///{self.file}"

    settle = close = lambda _: None

    def clear(self):
        for name in ("", "-journal", "-wal", "-shm"):
            pathlib.Path(f"{self.file}{name}").unlink(missing_ok=True)

    def dump(self):
        connection = sqlite3.connect(self.file)
        lines = [line for line in connection.iterdump() if "retort_" not in line]
        connection.close()
        return "\n".join(lines)


KINDS = {"postgresql": Postgres, "mariadb": Mariadb, "sqlite": Sqlite, "pgbouncer": Pgbouncer}


class CuttingProxy:
    """Passes bytes between a client and the server until so many chunks have passed, then cuts both off."""

    def __init__(self, server, path, chunks):
        self.server, self.left = server, chunks
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen()
        self.path = path
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(self.server)
            except OSError:
                client.close()
                continue
            for source, target in ((client, server), (server, client)):
                threading.Thread(target=self.copy, args=(source, target), daemon=True).start()

    def copy(self, source, target):
        try:
            while data := source.recv(65536):
                self.left -= 1
                if self.left < 0:
                    break
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def close(self):
        self.listener.close()
        self.path.unlink()


class Kills:
    def __init__(self, arguments, kind, folder):
        self.arguments, self.kind, self.folder = arguments, kind, folder
        self.database = KINDS[kind](folder)
        self.chance = random.Random(arguments.seed)
        self.points = self.lost = 0
        self.bad = []
        self.write_project()
        self.preload = folder / "kill_at.so"
        run(["cc", "-shared", "-fPIC", "-O1", "-o", str(self.preload), str(pathlib.Path(__file__).parent / "kill_at.c")])

    def write_project(self):
        (self.folder / "versions").mkdir()
        (self.folder / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s\n")
        (self.folder / "env.py").write_text(ENV_PY)
        for number, body in (COMMON | OWN["postgresql" if self.kind == "pgbouncer" else self.kind]).items():
            down = f'"r{number - 1}"' if number > 1 else None
            (self.folder / "versions" / f"r{number}.py").write_text(HEAD.format(number, down) + "    " + body + "\n")

    def start(self, url=None, **extra):
        url = url or self.database.url
        command = self.arguments.command or [self.arguments.retort, "--no-env", "--url", url]
        return subprocess.Popen([*command, "upgrade", "head"], cwd=self.folder, text=True, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, env=environment() | {"FAULTS_URL": url} | extra)

    def undisturbed(self):
        self.database.clear()
        begun = time.monotonic()
        process = self.start()
        output = process.communicate(timeout=60)[0]
        if process.returncode != 0:
            sys.exit(output)
        self.seconds = time.monotonic() - begun
        self.good = self.database.dump()

    def judge(self, what):
        """The next run after a disturbed one."""
        self.points += 1
        self.database.settle()
        process = self.start()
        output = process.communicate(timeout=120)[0]
        dump = self.database.dump()
        if process.returncode == 0 and dump == self.good:
            return
        self.bad.append(what)
        if len(self.bad) <= self.arguments.show:
            lines = difflib.unified_diff(self.good.split("\n"), dump.split("\n"), "undisturbed", "now", lineterm="", n=1)
            difference = "\n".join(itertools.islice(lines, 40))
            print(f"{self.kind}, {what}: status {process.returncode}\n{output[-1500:]}\n{difference}", flush=True)

    def boundaries(self):
        for after in ({}, {"KILL_AFTER": "1"}):
            at = self.chance.randint(1, self.arguments.boundaries)
            while True:
                self.database.clear()
                process = self.start(LD_PRELOAD=str(self.preload), KILL_AT=str(at), **after)
                process.communicate(timeout=60)
                if process.returncode == 0:
                    break
                self.judge(f"killed {'after' if after else 'before'} write {at}")
                at += self.arguments.boundaries

    def random_moments(self):
        for number in range(self.arguments.random):
            self.database.clear()
            process = self.start()
            time.sleep(self.chance.uniform(0, self.seconds * 1.05))
            process.kill()
            process.communicate(timeout=60)
            self.judge(f"killed at random, {number + 1}")

    def cuts(self):
        if self.kind == "sqlite":
            return
        with tempfile.TemporaryDirectory() as name:
            path = pathlib.Path(name) / self.database.socket_name
            for number in range(self.arguments.cuts):
                self.database.clear()
                chunks = self.chance.randint(1, 150)
                proxy = CuttingProxy(self.database.server, path, chunks)
                self.start(self.database.through(name)).communicate(timeout=60)
                proxy.close()
                self.judge(f"cut off after {chunks} chunks, {number + 1}")

    def restarts(self):
        if self.kind == "sqlite":
            return
        for number in range(self.arguments.restarts):
            self.database.clear()
            process = self.start()
            time.sleep(self.chance.uniform(0, self.seconds))
            self.database.restart()
            process.communicate(timeout=60)
            if self.database.lost():
                self.lost += 1
                continue
            self.judge(f"server restarted, {number + 1}")

    def run(self):
        self.undisturbed()
        counts = []
        for part in (self.boundaries, self.random_moments, self.cuts, self.restarts):
            before = self.points, len(self.bad)
            part()
            counts.append(f"{part.__name__} {self.points - before[0]} ({len(self.bad) - before[1]} bad)")
        lost = f", {self.lost} lost by the server" if self.lost else ""
        print(f"{self.kind}: {', '.join(counts)}{lost}; an undisturbed run takes {self.seconds:.2f} s", flush=True)
        return not self.bad


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("retort")
    parser.add_argument("--only", nargs="+", default=["postgresql", "mariadb", "sqlite"])
    parser.add_argument("--boundaries", type=int, default=9)
    parser.add_argument("--random", type=int, default=8)
    parser.add_argument("--cuts", type=int, default=8)
    parser.add_argument("--restarts", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=5)
    parser.add_argument("--command", nargs="+")
    arguments = parser.parse_args()
    arguments.retort = os.path.abspath(arguments.retort)
    good = True
    for kind in arguments.only:
        with tempfile.TemporaryDirectory() as name:
            kills = Kills(arguments, kind, pathlib.Path(name))
            try:
                good = kills.run() and good
            finally:
                kills.database.close()
    sys.exit(0 if good or arguments.command else 1)


if __name__ == "__main__":
    main()
