#!/usr/bin/env python3
"""Runs that meet each other, signals, dead servers, full disks and refusals: how each of them ends,
and what the database says afterwards.

    tests/postgres/server run faults.py RETORT [unittest options]

The server that RETORT_TEST_PG_URL names must be private: one test changes whom it lets in, and the
last one kills it.
"""
import os
import pathlib
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import time

from harness import TABLES, FaultsCase, environment, main, script, tables
from proxy import LosingProxy

SERVER_URL = os.environ.get("RETORT_TEST_PG_URL", "")
SERVER_FOLDER = re.sub(r".*host=([^&]*).*", r"\1", SERVER_URL)
LONG_ON_SQLITE = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) "
    "SELECT count(*) FROM n"
)


class Faults(FaultsCase):
    def setUp(self):
        super().setUp()
        self.file = self.folder / "case.db"
        self.sqlite_url = f"sqlite:///{self.file}"

    def database(self):
        """A new database on the server."""
        name = re.sub(r".*\.test_", "f_", self.id())[:60]
        self.sql(f"CREATE DATABASE {name}")
        return SERVER_URL.replace("/postgres?", f"/{name}?")

    def sql(self, statement, url=SERVER_URL):
        done = subprocess.run(
            ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statement, url],
            capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.split()

    def file_rows(self, statement):
        connection = sqlite3.connect(self.file)
        try:
            return [row[0] for row in connection.execute(statement)]
        finally:
            connection.close()

    def wait_until_sleeping(self):
        self.wait_until(lambda: self.sql("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"))

    # ---- Two runs at once

    def test_01_twenty_upgrades_on_postgresql(self):
        self.write(tables())
        url = self.database()
        self.check_all_succeed(url)
        self.assertEqual(self.sql("SELECT version_num FROM alembic_version", url), [f"r{TABLES}"])

    def test_02_twenty_upgrades_on_sqlite(self):
        self.write(tables())
        self.check_all_succeed(self.sqlite_url)
        self.assertEqual(self.file_rows("SELECT version_num FROM alembic_version"), [f"r{TABLES}"])

    def test_03_lock_timeout_names_the_holder(self):
        self.write([script(1, "SELECT pg_sleep(30)")])
        url = self.database()
        holder = self.start(url)
        self.wait_until_sleeping()
        status, output = self.run_retort(url, "--lock-timeout", "0.3", "upgrade", "head")
        self.assertEqual(status, 1)
        self.assertRegex(output, r"FAILED: Another run holds the lock of alembic_version; waited 0.3 "
                                 r"seconds. It is held by server process \d+ \(retort \S+@\S+ \d+ upgrade head, user postgres")
        self.assertIn("  next: Wait for it to end, or give a longer --lock-timeout.", output)
        holder.terminate()
        self.end_at_once(holder)

    def test_04_lock_timeout_on_sqlite(self):
        self.write(tables())
        other = sqlite3.connect(self.file, isolation_level=None)
        self.addCleanup(other.close)
        other.execute("BEGIN IMMEDIATE")
        status, output = self.run_retort(
            self.sqlite_url, "--lock-timeout", "0.3", "upgrade", "head")
        self.assertEqual(status, 1)
        self.assertIn(f"FAILED: Another process holds the lock of the database file {self.file}; "
                      "waited 0.3 seconds.", output)
        waiting = self.start(self.sqlite_url)
        time.sleep(0.5)
        waiting.send_signal(signal.SIGINT)
        self.assertIn("Interrupted by SIGINT", self.end_at_once(waiting))
        self.assertEqual(waiting.returncode, 130)

    # ---- Signals

    def test_05_signals_roll_back_on_postgresql(self):
        self.write([script(1, "CREATE TABLE t (id integer)", "SELECT pg_sleep(30)")])
        url = self.database()
        for number, name in ((signal.SIGINT, "SIGINT"), (signal.SIGTERM, "SIGTERM")):
            process = self.start(url)
            self.wait_until_sleeping()
            process.send_signal(number)
            output = self.end_at_once(process)
            self.assertEqual(process.returncode, 128 + number, output)
            self.assertIn(f"FAILED: Interrupted by {name}; what was not committed is rolled back",
                          output)
            self.assertEqual(self.sql("SELECT relname FROM pg_class WHERE relname IN "
                                      "('t', 'alembic_version')", url), [])

    def test_06_signals_roll_back_on_sqlite(self):
        self.write([script(1, "CREATE TABLE a (id INTEGER)"),
                    script(2, "CREATE TABLE b (id INTEGER)", LONG_ON_SQLITE)])
        process = self.start(self.sqlite_url)
        self.wait_until(lambda: pathlib.Path(f"{self.file}-journal").exists())
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        output = self.end_at_once(process)
        self.assertEqual(process.returncode, 130, output)
        self.assertIn("FAILED: Interrupted by SIGINT", output)
        self.assertEqual(self.file_rows("SELECT version_num FROM alembic_version"), ["r1"])
        self.assertEqual(self.file_rows("SELECT name FROM sqlite_master WHERE name = 'b'"), [])

    def test_06b_signals_end_an_endless_loop(self):
        loop = 'revision = "r1"\ndown_revision = None\ndef upgrade():\n    while True:\n        pass\n'
        self.write([loop])
        process = self.start(self.sqlite_url)
        self.wait_until(lambda: pathlib.Path(f"{self.file}-journal").exists())
        process.send_signal(signal.SIGTERM)
        output = self.end_at_once(process)
        self.assertEqual(process.returncode, 143, output)
        self.assertIn("FAILED: Interrupted by SIGTERM", output)
        self.assertIn("  revision: r1", output)

    def test_07_a_killed_run_leaves_nothing_behind(self):
        url = self.database()
        self.write([script(1, "CREATE TABLE t (id integer)", "SELECT pg_sleep(30)")])
        process = self.start(url)
        self.wait_until_sleeping()
        process.kill()
        process.communicate()
        self.write([script(1, "CREATE TABLE t (id integer)")])
        # The server notices that its client is gone, and frees the lock, long before the sleep ends.
        status, output = self.run_retort(url, "--lock-timeout", "20", "upgrade", "head")
        self.assertEqual(status, 0, output)
        self.assertEqual(self.sql("SELECT version_num FROM alembic_version", url), ["r1"])

    def test_08_a_killed_run_on_sqlite_leaves_nothing_behind(self):
        self.write([script(1, "CREATE TABLE a (id INTEGER)", LONG_ON_SQLITE)])
        process = self.start(self.sqlite_url)
        self.wait_until(lambda: pathlib.Path(f"{self.file}-journal").exists())
        process.kill()
        process.communicate()
        self.write([script(1, "CREATE TABLE a (id INTEGER)")])
        status, output = self.run_retort(self.sqlite_url)
        self.assertEqual(status, 0, output)
        self.assertEqual(self.file_rows("SELECT version_num FROM alembic_version"), ["r1"])

    # ---- Disks and files

    def test_09_a_full_disk(self):
        fill = "CREATE TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n " \
               "WHERE i < 400) SELECT randomblob(10000) AS data FROM n"
        self.write([script(1, "CREATE TABLE a (id INTEGER)"), script(2, fill)])
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200000, 200000))
        status, output = self.run_retort(self.sqlite_url, preexec_fn=limit)
        self.assertEqual(status, 1, output)
        self.assertRegex(output, r"FAILED: (disk I/O error|database or disk is full)")
        self.assertRegex(output, r"  next: .*(free|space)")
        status, output = self.run_retort(self.sqlite_url)
        self.assertEqual(status, 0, output)
        self.assertEqual(self.file_rows("SELECT version_num FROM alembic_version"), ["r2"])

    def test_09b_a_small_file_system_that_becomes_read_only(self):
        if subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode != 0:
            self.skipTest("file systems can be mounted by root only")
        fill = "CREATE TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n " \
               "WHERE i < 400) SELECT randomblob(10000) AS data FROM n"
        self.write([script(1, "CREATE TABLE a (id INTEGER)"), script(2, fill), script(3, "CREATE TABLE c (id INTEGER)")])
        place = self.folder / "small"
        place.mkdir()
        upgrade = f"{self.program} -q --url sqlite:///{place}/x.db upgrade"
        done = subprocess.run(
            ["unshare", "-m", "sh", "-c", f"mount -t tmpfs -o size=600k none {place}; {upgrade} head; echo status $?; "
             f"mount -o remount,size=20m {place}; {upgrade} r2; echo status $?; mount -o remount,ro {place}; "
             f"{upgrade} head; echo status $?; sqlite3 {place}/x.db 'PRAGMA integrity_check; SELECT * FROM alembic_version'"],
            cwd=self.folder, env=environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        full, read_only = re.fullmatch(r"(.*)status 1\nstatus 0\n(.*)status 1\nok\nr2\n", done.stdout, re.DOTALL).groups()
        self.assertIn("FAILED: database or disk is full", full)
        self.assertIn("  next: Free some space on the disk and run again.", full)
        self.assertIn("FAILED: attempt to write a readonly database", read_only)
        self.assertIn("the database stays at r2", read_only)

    def test_10_a_read_only_file(self):
        self.write(tables())
        sqlite3.connect(self.file).execute("VACUUM")
        status, output = self.run_retort(f"sqlite:///file:{self.file}?mode=ro&uri=true")
        self.assertEqual(status, 1)
        self.assertIn("FAILED: attempt to write a readonly database", output)
        self.assertIn("  next: Check the permissions", output)

    def test_11_standard_output_is_full(self):
        self.write(tables())
        with open("/dev/full", "w") as full:
            done = subprocess.run([self.program, "--url", self.sqlite_url, "upgrade", "head", "--sql"],
                                  cwd=self.folder, stdout=full, stderr=subprocess.PIPE, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("FAILED: Cannot write to standard output: No space left", done.stderr)

    # ---- Servers

    def test_11b_revisions_written_at_once(self):
        self.write([])
        (self.folder / "script.py.mako").write_text(
            "revision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\n# ${message * 10000}\n")
        def write_all(*arguments):
            runs = [self.start("sqlite://", "revision", "--head", "base", *arguments) for _ in range(20)]
            return [run.communicate(timeout=60)[0] or run.returncode for run in runs]
        self.assertEqual(write_all("-m", "one of many"), [0] * 20)
        self.assertEqual(len(self.run_retort("sqlite://", "heads")[1].splitlines()), 20)
        # One name for all: one of them gets it, the others say so, and nothing else is left.
        answers = write_all("-m", "the only one", "--rev-id", "only")
        self.assertEqual(answers.count(0), 1)
        for answer in answers:
            self.assertIn("exists already" if answer else "0", str(answer))
        self.assertEqual(len(os.listdir(self.folder / "versions")), 21)
        for file in (self.folder / "versions").iterdir():
            self.assertGreater(file.stat().st_size, 100000)

    def test_12_a_wrong_password(self):
        self.write(tables())
        self.sql("CREATE ROLE app LOGIN PASSWORD 'right'")
        rules = pathlib.Path(SERVER_FOLDER) / "data" / "pg_hba.conf"
        before = rules.read_text()
        rules.write_text("local all app scram-sha-256\n" + before)
        self.addCleanup(rules.write_text, before)
        self.sql("SELECT pg_reload_conf()")
        url = SERVER_URL.replace("postgres@", "app:wr0ng@")
        self.wait_until(lambda: self.run_retort(url, "current")[0] != 0)
        status, output = self.run_retort(url, "current")
        self.assertEqual(status, 1)
        self.assertIn('password authentication failed for user "app"', output)
        self.assertIn("  next: Check the user name and the password", output)
        self.assertNotIn("wr0ng", output)

    def test_13_a_refused_connection(self):
        self.write(tables())
        status, output = self.run_retort(
            f"postgresql://app:s3cret@/app?host={self.folder}", "upgrade", "head")
        self.assertEqual(status, 1)
        self.assertIn("FAILED: Cannot connect to postgresql://app:***@/app?host=", output)
        self.assertIn("  next: Check that the server is running", output)
        self.assertNotIn("s3cret", output)

    def check_lost_commit(self, forward, *options, skip=1):
        """Upgrades through a proxy that loses the answer to COMMIT; gives how that ends, and the rows."""
        self.write(tables())
        url = self.database()
        # The first COMMIT is the one that makes the journal.
        with LosingProxy(f"{SERVER_FOLDER}/.s.PGSQL.5432", forward, skip, once=True) as proxy:
            place = self.folder / ".s.PGSQL.5432"
            place.symlink_to(proxy.path)
            status, output = self.start_loud(url.replace(f"host={SERVER_FOLDER}", f"host={self.folder}"), *options)
        rows = self.run_retort(url, "current")[1].split()
        return status, output, rows

    def start_loud(self, url, *options):
        done = subprocess.run([self.program, "--url", url, *options, "upgrade", "head"], cwd=self.folder,
                              text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        return done.returncode, done.stdout

    def test_13b_the_answer_to_the_last_commit_is_lost(self):
        status, output, rows = self.check_lost_commit(True)
        self.assertEqual(status, 0, output)
        self.assertIn("it was committed: all is done", output)
        self.assertEqual(rows, [f"r{TABLES}", "(head)"])

    def test_13c_a_commit_does_not_arrive(self):
        status, output, rows = self.check_lost_commit(False)
        self.assertEqual(status, 1, output)
        self.assertIn("FAILED: Lost the connection to the PostgreSQL server", output)
        self.assertIn("  next: The connection was lost during a COMMIT, which was not carried out", output)
        self.assertEqual(rows, [])

    def test_13d_the_answer_to_a_commit_in_the_middle_is_lost(self):
        status, output, rows = self.check_lost_commit(True, "--transaction", "each", skip=5)
        self.assertEqual(status, 1, output)
        self.assertRegex(output, r"  next: The connection was lost during a COMMIT, which was carried out: "
                                 rf"the database is at {rows[0]}. Run again to go on.")

    # ---- Locks of tables

    def hold(self, url, seconds, lock="ACCESS SHARE"):
        """Somebody who keeps a table locked for a while."""
        holder = subprocess.Popen(
            ["psql", "-XAtq", "-c", f"BEGIN; LOCK TABLE t IN {lock} MODE; SELECT pg_sleep({seconds}); COMMIT", url])
        self.addCleanup(holder.wait)
        self.wait_until(lambda: self.sql("SELECT 1 FROM pg_locks WHERE relation = 't'::regclass", url))

    def lock_project(self, *statements):
        self.write([script(1, "CREATE TABLE t (id integer)"), script(2, *statements)])
        url = self.database()
        status, output = self.run_retort(url, "upgrade", "r1")
        self.assertEqual(status, 0, output)
        return url

    def test_13e_a_lock_timeout_names_the_blocker_and_is_tried_again(self):
        url = self.lock_project("ALTER TABLE t ADD COLUMN x integer")
        self.hold(url, 4)
        status, output = self.start_loud(url, "--table-lock-timeout", "1")
        self.assertEqual(status, 0, output)
        self.assertRegex(output, r"waits for AccessExclusiveLock on t: server process \d+ \(psql, user postgres, from "
                                 r"local\) holds AccessShareLock, active for \d+ s: BEGIN; LOCK TABLE t")
        self.assertRegex(output, r"a lock time-out in revision r2 .*; rolled back, and tried again: 1 of 10\.")
        self.assertEqual(self.sql("SELECT version_num FROM alembic_version", url), ["r2"])

    def test_13f_retries_are_bounded(self):
        url = self.lock_project("ALTER TABLE t ADD COLUMN x integer")
        self.hold(url, 6)
        status, output = self.run_retort(url, "--table-lock-timeout", "0.5", "--retries", "1", "upgrade", "head")
        self.assertEqual(status, 1, output)
        self.assertIn("FAILED: canceling statement due to lock timeout", output)
        self.assertRegex(output, r"  next: It waited for AccessExclusiveLock on t: server process \d+")
        self.assertIn("--table-lock-timeout sets how long each attempt waits", output)
        self.assertEqual(self.sql("SELECT version_num FROM alembic_version", url), ["r1"])

    def test_13g_readers_do_not_wait_longer_than_the_timeout(self):
        url = self.lock_project("ALTER TABLE t ADD COLUMN x integer")
        self.hold(url, 5)
        run = self.start(url, "--table-lock-timeout", "1", "upgrade", "head")
        longest, deadline = 0, time.monotonic() + 20
        while run.poll() is None and time.monotonic() < deadline:
            begin = time.monotonic()
            self.sql("SELECT count(*) FROM t", url)
            longest = max(longest, time.monotonic() - begin)
        self.assertEqual(run.wait(), 0, run.communicate()[0])
        self.assertLess(longest, 2.5, "a reader has waited")

    def test_13h_a_revision_sets_its_own_timeout(self):
        url = self.lock_project("ALTER TABLE t ADD COLUMN x integer")
        file = self.folder / "versions" / "r2.py"
        file.write_text(file.read_text() + 'retort_lock_timeout = "200ms"\n')
        self.hold(url, 3)
        status, output = self.run_retort(url, "--retries", "0", "upgrade", "head")
        self.assertEqual(status, 1, output)
        self.assertIn("FAILED: canceling statement due to lock timeout", output)

    def test_13i_every_statement_commits(self):
        url = self.lock_project("CREATE TABLE u (id integer)", "SELECT 1/0")
        status, output = self.run_retort(url, "--transaction", "none", "upgrade", "head")
        self.assertEqual(status, 1, output)
        self.assertEqual(self.sql("SELECT relname FROM pg_class WHERE relname = 'u'", url), ["u"])

    # ---- CREATE INDEX CONCURRENTLY that times out leaves an invalid index behind

    def concurrent_project(self):
        url = self.lock_project("SELECT 1")
        self.write([script(1, "CREATE TABLE t (id integer)"), script(2, "INSERT INTO t VALUES (1)") +
                    "    with op.get_context().autocommit_block():\n"
                    "        op.execute('CREATE INDEX CONCURRENTLY t_id ON t (id)')\n"])
        return url

    def check_index(self, url):
        self.assertEqual(self.sql("SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid = 't'::regclass",
                                  url), ["t_id|t"])
        self.assertEqual(self.sql("SELECT version_num, count(*) FROM alembic_version, t GROUP BY 1", url), ["r2|1"])

    def test_13j_an_index_that_timed_out_is_built_again(self):
        url = self.concurrent_project()
        self.hold(url, 4, "ROW EXCLUSIVE")
        status, output = self.start_loud(url, "--table-lock-timeout", "1")
        self.assertEqual(status, 0, output)
        self.assertRegex(output, r"Revision r2 \(CREATE INDEX CONCURRENTLY t_id ON t \(id\)\) waits for ShareLock on "
                                 r"\S+: server process \d+ \(psql, user postgres, from local\)")
        self.assertIn("rolled back, and tried again: 1 of 10.", output)
        self.check_index(url)

    def test_13k_an_index_that_timed_out_is_built_by_the_next_run(self):
        for options in (("--table-lock-timeout", "0.5", "--retries", "0"), ("--statement-timeout", "0.5")):
            url = self.concurrent_project() if options[-1] == "0" else url
            self.sql("UPDATE alembic_version SET version_num = 'r1'; DROP INDEX IF EXISTS t_id; TRUNCATE t", url)
            self.hold(url, 2, "ROW EXCLUSIVE")
            status, output = self.run_retort(url, *options, "upgrade", "head")
            self.assertEqual(status, 1, output)
            self.assertRegex(output, "FAILED: canceling statement due to (lock|statement) timeout")
            status, output = self.run_retort(url)
            self.assertEqual((status, output), (0, ""))
            self.check_index(url)

    def test_14_the_server_is_killed(self):
        self.write([script(1, "SELECT pg_sleep(30)")])
        process = self.start(self.database())
        self.wait_until_sleeping()
        postmaster = (pathlib.Path(SERVER_FOLDER) / "data" / "postmaster.pid").read_text().split()[0]
        os.kill(int(postmaster), signal.SIGQUIT)
        output = self.end_at_once(process)
        self.assertEqual(process.returncode, 1, output)
        self.assertIn("FAILED: Lost the connection to the PostgreSQL server", output)
        self.assertIn("  next: The server has rolled back", output)


if __name__ == "__main__":
    main(__doc__, SERVER_URL)
