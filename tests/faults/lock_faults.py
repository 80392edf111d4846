#!/usr/bin/env python3
"""The lock: behind a pooler, beside it, when its holder dies or freezes, and what those who wait are told.

    tests/postgres/server run lock_faults.py RETORT [unittest options]
"""
import os
import re
import signal
import sqlite3
import subprocess
import time

from harness import TABLES, FaultsCase, main, script, tables
from pooler import Pooler

SERVER_URL = os.environ.get("RETORT_TEST_PG_URL", "")
SERVER_FOLDER = re.sub(r".*host=([^&]*).*", r"\1", SERVER_URL)
CONCURRENT = ('    with op.get_context().autocommit_block():\n'
              '        op.execute("CREATE INDEX CONCURRENTLY t_id ON t (id)")\n')


class LockFaults(FaultsCase):
    @classmethod
    def setUpClass(cls):
        cls.pooler = Pooler(SERVER_FOLDER)
        cls.pooler.__enter__()
        cls.addClassCleanup(cls.pooler.__exit__)

    def setUp(self):
        super().setUp()
        name = re.sub(r".*\.test_", "l_", self.id())[:60]
        self.sql(f"CREATE DATABASE {name}", SERVER_URL)
        self.direct = SERVER_URL.replace("/postgres?", f"/{name}?")
        self.pooled = self.pooler.url(self.direct)

    def sql(self, statement, url=None):
        done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statement, url or self.direct],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.split()

    def loud(self, url, *arguments):
        return subprocess.Popen([self.program, *arguments, "--url", url, "upgrade", "head"], cwd=self.folder, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def rows(self):
        return self.sql("SELECT version_num FROM alembic_version")

    def wait_until_sleeping(self):
        self.wait_until(lambda: self.sql("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' "
                                         "AND datname = current_database()"))

    def test_01_behind_a_pooler_a_lease_is_taken_and_given_back(self):
        self.write(tables())
        self.assertEqual(self.run_retort(self.pooled), (0, ""))
        self.assertEqual(self.rows(), [f"r{TABLES}"])
        self.assertEqual(self.sql("SELECT version_table, fence, owner = '' FROM retort.lease"),
                         ["public.alembic_version|1|t"])
        self.assertEqual(self.sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"), ["0"])
        self.assertEqual(self.run_retort(self.direct), (0, ""))

    def check_they_wait(self, first, second, holder):
        self.write([script(1, "CREATE TABLE t (id integer)", "SELECT pg_sleep(3)")])
        running = self.start(first)
        self.wait_until_sleeping()
        status, output = self.run_retort(second, "--no-wait", "upgrade", "head")
        self.assertEqual(status, 1)
        self.assertRegex(output, r"FAILED: Another run holds the lock of alembic_version. It is held by " + holder)
        waiting = self.loud(second)
        output = waiting.communicate(timeout=60)[0]
        self.assertEqual(waiting.returncode, 0, output)
        self.assertRegex(output, r"Waiting for the lock of alembic_version, 5\d seconds more at most. It is held by "
                         + holder)
        self.assertIn("Another run has done the work: already at head", output)
        self.assertEqual(running.communicate(timeout=60)[0], "")
        self.assertEqual(self.sql("SELECT count(*) FROM retort.step"), ["1"])

    def test_02_pooled_waits_for_pooled(self):
        self.check_they_wait(self.pooled, self.pooled, r"`upgrade head` of \S+@\S+, process \d+, since ")

    def test_03_pooled_waits_for_direct(self):
        self.check_they_wait(self.direct, self.pooled,
                             r"server process \d+ \(retort \S+@\S+ \d+ upgrade head, user postgres, from local\)")

    def test_04_direct_waits_for_pooled(self):
        self.check_they_wait(self.pooled, self.direct, r"`upgrade head` of \S+@\S+, process \d+, since ")

    def test_05_a_killed_holder_of_a_lease(self):
        self.write([script(1, "CREATE TABLE t (id integer)", "SELECT pg_sleep(60)")])
        process = self.start(self.pooled)
        self.wait_until_sleeping()
        process.kill()
        process.communicate()
        self.write([script(1, "CREATE TABLE t (id integer)")])
        status, output = self.run_retort(self.pooled, "--lock-timeout", "40", "upgrade", "head")
        self.assertEqual((status, output), (0, ""))
        self.assertEqual(self.sql("SELECT fence FROM retort.lease"), ["2"])

    def test_06_a_long_statement_keeps_its_lease(self):
        self.write([script(1, "SELECT pg_sleep(20)")])
        process = self.start(self.pooled)
        self.wait_until_sleeping()
        status, output = self.run_retort(self.pooled, "--lock-timeout", "17", "upgrade", "head")
        self.assertEqual(status, 1, output)
        self.assertEqual((process.communicate(timeout=60)[0], process.returncode), ("", 0))

    def test_07_who_has_lost_his_lease_commits_nothing(self):
        self.write([script(1, "CREATE TABLE t (id integer)", "SELECT pg_sleep(2)", "CREATE TABLE u (id integer)")])
        process = self.start(self.pooled)
        self.wait_until_sleeping()
        self.sql("UPDATE retort.lease SET fence = fence + 1, owner = 'another'")
        output = process.communicate(timeout=60)[0]
        self.assertEqual(process.returncode, 1, output)
        self.assertIn("FAILED: Another run has taken the lock of public.alembic_version over", output)
        self.assertEqual(self.sql("SELECT to_regclass('t') IS NULL AND to_regclass('u') IS NULL"), ["t"])

    def test_08_a_frozen_holder_is_overtaken(self):
        self.write([script(1, "CREATE TABLE IF NOT EXISTS t (id integer)"),
                    script(2, "SELECT pg_sleep(2)", "CREATE TABLE u (id integer)")])
        process = self.start(self.pooled, "--transaction-per-migration", "yes", "upgrade", "head")
        self.wait_until_sleeping()
        process.send_signal(signal.SIGSTOP)
        self.write([script(1, "SELECT 1"), script(2, "CREATE TABLE u (id integer)")])
        status, output = self.run_retort(self.pooled, "--lock-timeout", "40", "upgrade", "head")
        process.send_signal(signal.SIGCONT)
        late = process.communicate(timeout=60)[0]
        self.assertEqual(self.rows(), ["r2"])
        self.assertEqual((status, output), (0, ""))
        self.assertEqual(process.returncode, 1, late)
        self.assertRegex(late, "Another run has taken the lock|Lost the connection|idle-in-transaction")

    def test_09_waiting_does_not_block_a_concurrent_build(self):
        for url in (self.direct, self.pooled):
            self.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS retort CASCADE")
            self.write([script(1, "CREATE TABLE t (id integer)", "SELECT pg_sleep(1)") + CONCURRENT])
            processes = [self.start(url) for _ in range(10)]
            outputs = [process.communicate(timeout=60)[0] for process in processes]
            self.assertEqual([process.returncode for process in processes], [0] * 10, "\n".join(outputs))
            self.assertEqual(self.sql("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_id'::regclass"), ["t"])

    def test_10_services_with_their_own_schemas_do_not_wait(self):
        self.write([script(1, "CREATE TABLE t (id integer)", "SELECT pg_sleep(4)")])
        self.sql("CREATE SCHEMA a; CREATE SCHEMA b")
        first = self.start(self.direct + "&options=-csearch_path%3Da")
        self.wait_until_sleeping()
        self.write([script(1, "CREATE TABLE t (id integer)")])
        status, output = self.run_retort(self.direct + "&options=-csearch_path%3Db", "--no-wait", "upgrade", "head")
        self.assertEqual((status, output), (0, ""))
        self.assertEqual((first.communicate(timeout=60)[0], first.returncode), ("", 0))

    def test_11_settings_do_not_leak_into_the_pool(self):
        self.sql("CREATE SCHEMA own")
        self.write(tables())
        (self.folder / "env.py").write_text(
            "from alembic import context\nfrom sqlalchemy import create_engine, text\n"
            f"engine = create_engine({self.pooled!r})\n"
            "with engine.connect() as connection:\n"
            "    connection.execute(text('SET search_path TO own'))\n"
            "    context.configure(connection=connection)\n"
            "    with context.begin_transaction():\n        context.run_migrations()\n")
        status, output = self.run_retort(self.pooled)
        self.assertEqual((status, output), (0, ""))
        self.assertEqual(self.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'own'"), [str(TABLES + 1)])
        self.assertEqual(self.sql("SHOW search_path", self.pooled), ['"$user",', "public"])
        self.assertEqual(self.run_retort(self.pooled, "current")[1].split(), [f"r{TABLES}", "(head)"])

    def test_12_sqlite_names_the_process(self):
        self.write(tables())
        file = self.folder / "case.db"
        other = sqlite3.connect(file, isolation_level=None)
        self.addCleanup(other.close)
        other.execute("BEGIN IMMEDIATE")
        status, output = self.run_retort(f"sqlite:///{file}", "--no-wait", "upgrade", "head")
        self.assertEqual(status, 1)
        self.assertIn(f"FAILED: Another process holds the lock of the database file {file}. It is held by process "
                      f"{os.getpid()} (", output)
        waiting = self.loud(f"sqlite:///{file}")
        time.sleep(2.5)
        other.execute("COMMIT")
        output = waiting.communicate(timeout=60)[0]
        self.assertEqual(waiting.returncode, 0, output)
        self.assertIn(f"Waiting for the lock of the database file {file}", output)
        self.assertIn(f"It is held by process {os.getpid()} (", output)

    def test_13_a_lease_where_transactions_are_repeatable_read(self):
        name = self.sql("SELECT current_database()")[0]
        for level in ("repeatable read", "serializable"):
            self.sql(f"ALTER DATABASE {name} SET default_transaction_isolation = '{level}'", SERVER_URL)
            self.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS retort CASCADE")
            self.sql(f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}'", SERVER_URL)
            self.write(tables())
            processes = [self.start(self.pooled) for _ in range(20)]
            outputs = [process.communicate(timeout=60)[0] for process in processes]
            self.assertEqual([process.returncode for process in processes], [0] * 20, "\n".join(outputs))
            self.assertEqual(self.sql("SHOW default_transaction_isolation", self.pooled), level.split())
            self.assertEqual(self.sql("SELECT count(*) FROM retort.step"), [str(TABLES)])


if __name__ == "__main__":
    main(__doc__, SERVER_URL)
