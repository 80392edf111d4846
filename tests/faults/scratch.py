#!/usr/bin/env python3
"""What is tried on scratch databases leaves nothing behind, also when it is killed: no database on a
given server, no server of its own and no folder.

    tests/postgres/server run tests/mysql/server run scratch.py RETORT [unittest options]

The servers must be private: other tests have scratch databases of their own.
"""
import os
import random
import signal
import subprocess
import tempfile
import time

from harness import FaultsCase, main, script

PG = os.environ.get("RETORT_TEST_PG_URL", "")
MYSQL = os.environ.get("RETORT_TEST_MYSQL_URL", "")
SOCKET = MYSQL.partition("unix_socket=")[2]
COMMANDS = (["verify"], ["locate"], ["inspect", "head"], ["diff", "base", "head", "--prove"], ["stamp", "--prove", "r3"])


class Scratch(FaultsCase):
    def setUp(self):
        super().setUp()
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        os.chmod(temporary.name, 0o755)  # Servers run as users of their own.
        self.temporary = temporary.name
        self.write([script(1, "CREATE TABLE t (id integer)"), script(2, "ALTER TABLE t ADD COLUMN a integer"),
                    script(3, "CREATE INDEX t_a ON t (a)")])

    def start(self, url, *arguments, **options):
        return super().start(url, *arguments, env_extra={"TMPDIR": self.temporary}, **options)

    def databases(self, kind):
        if kind == "postgresql":
            command = ["psql", "-XAtqc", "SELECT datname FROM pg_database", PG]
        else:
            command = ["mariadb", "--no-defaults", "-N", "-u", "root", "-S", SOCKET, "-e", "SHOW DATABASES"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [name for name in done.stdout.split() if name.startswith("retort_")]

    def left_over(self, kind):
        processes = subprocess.run(["pgrep", "-af", self.temporary], capture_output=True, text=True).stdout.splitlines()
        return self.databases(kind) + processes + os.listdir(self.temporary)

    def check(self, kind, url):
        self.assertEqual(self.run_retort(url)[0], 0)
        self.assertEqual(self.left_over(kind), [])
        chance = random.Random(1)
        for words in COMMANDS:
            begun = time.monotonic()
            status, output = self.run_retort(url, *words)
            seconds = time.monotonic() - begun
            self.assertIn(status, (0, 1), output)  # No downgrade() is a warning of verify.
            self.assertNotIn("FAILED", output)
            self.assertEqual(self.left_over(kind), [], words)
            for number in (signal.SIGKILL, signal.SIGKILL, signal.SIGKILL, signal.SIGTERM):
                process = self.start(url, *words)
                time.sleep(chance.uniform(0, seconds))
                process.send_signal(number)
                process.communicate(timeout=60)
                self.wait_while(lambda: self.left_over(kind), seconds=90)

    def test_postgresql(self):
        self.check("postgresql", PG)

    def test_mariadb(self):
        subprocess.run(["mariadb", "--no-defaults", "-u", "root", "-S", SOCKET, "-e", "CREATE DATABASE shop"], check=True)
        self.check("mariadb", MYSQL.replace("/mysql?", "/shop?"))


if __name__ == "__main__":
    main(__doc__, PG and MYSQL)
