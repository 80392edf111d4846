#!/usr/bin/env python3
"""The faults of faults.py on MariaDB, where every change of the schema commits at once.

    tests/mysql/server run mysql_faults.py RETORT [unittest options]

The server that RETORT_TEST_MYSQL_URL names must be private: the last test kills it.
"""
import os
import pathlib
import re
import signal
import subprocess

from harness import TABLES, FaultsCase, main, script, tables
from proxy import LosingProxy

SERVER_URL = os.environ.get("RETORT_TEST_MYSQL_URL", "")
SOCKET = SERVER_URL.partition("unix_socket=")[2]
SLEEP = "SELECT SLEEP(30)"


class MysqlFaults(FaultsCase):
    def database(self):
        """A new database on the server."""
        self.name = re.sub(r".*\.test_", "f_", self.id())[:60]
        self.sql(f"CREATE DATABASE {self.name}", "mysql")
        return SERVER_URL.replace("/mysql?", f"/{self.name}?")

    def sql(self, statement, database=None):
        done = subprocess.run(
            ["mariadb", "--no-defaults", "-N", "-u", "root", "-S", SOCKET, database or self.name, "-e", statement],
            capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.split()

    def rows(self):
        return self.sql("SELECT version_num FROM alembic_version")

    def wait_until_sleeping(self):
        self.wait_until(lambda: self.sql("SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP%'"))

    def test_01_twenty_upgrades(self):
        self.write(tables())
        self.check_all_succeed(self.database())
        self.assertEqual(self.rows(), [f"r{TABLES}"])

    def test_02_lock_timeout_names_the_holder(self):
        self.write([script(1, SLEEP)])
        url = self.database()
        holder = self.start(url)
        self.wait_until_sleeping()
        status, output = self.run_retort(url, "--lock-timeout", "0.3", "upgrade", "head")
        self.assertEqual(status, 1)
        self.assertRegex(output, r"FAILED: Another run holds the lock of alembic_version; waited 0.3 seconds. "
                                 r"It is held by connection \d+ \(user root, from localhost\)")
        self.assertIn("  next: Wait for it to end, or give a longer --lock-timeout.", output)
        # Another database on the same server has a lock of its own.
        self.write([script(1, "CREATE TABLE t (id integer)")])
        self.sql("CREATE DATABASE f_02_other", "mysql")
        status, output = self.run_retort(SERVER_URL.replace("/mysql?", "/f_02_other?"))
        self.assertEqual(status, 0, output)
        holder.terminate()
        self.end_at_once(holder)

    def test_03_signals_stop_a_run(self):
        for number, name in ((signal.SIGINT, "SIGINT"), (signal.SIGTERM, "SIGTERM")):
            table = f"t{number.value}"
            self.write([script(1, f"CREATE TABLE {table} (id integer)", f"INSERT INTO {table} VALUES (1)", SLEEP)])
            url = self.database() if number == signal.SIGINT else url
            if number == signal.SIGTERM:  # Ends the step that the first signal has interrupted.
                self.run_retort(url, "stamp", "base")
            process = self.start(url)
            self.wait_until_sleeping()
            process.send_signal(number)
            output = self.end_at_once(process)
            self.assertEqual(process.returncode, 128 + number, output)
            self.assertIn(f"FAILED: Interrupted by {name}; what was not committed is rolled back", output)
            self.assertIn("  next: 1 statement of revision r1 was committed before the error (the server commits each "
                          f"change of the schema): CREATE TABLE {table} (id integer)", output)
            self.assertEqual(self.sql(f"SELECT count(*) FROM {table}"), ["0"])
            self.assertEqual(self.rows(), [])

    def test_04_a_killed_run_frees_the_lock(self):
        self.write([script(1, "CREATE TABLE IF NOT EXISTS t (id integer)", "SELECT SLEEP(3)")])
        url = self.database()
        process = self.start(url)
        self.wait_until_sleeping()
        process.kill()
        process.communicate()
        # The server runs the statement to its end before it notices.
        status, output = self.run_retort(url, "--lock-timeout", "20", "upgrade", "head")
        self.assertEqual(status, 0, output)
        self.assertEqual(self.rows(), ["r1"])

    def test_05_a_wrong_password(self):
        self.write(tables())
        url = self.database()
        self.sql("CREATE USER app IDENTIFIED BY 'right'")
        url = url.replace("root@", "app:wr0ng@")
        status, output = self.run_retort(url, "current")
        self.assertEqual(status, 1)
        self.assertRegex(output, r"FAILED: Cannot connect to .*app:\*\*\*@.*: Access denied for user 'app'")
        self.assertIn("  next: Check the user name and the password: in the URL, in MYSQL_PWD or in an option file",
                      output)
        self.assertNotIn("wr0ng", output)
        status, output = self.run_retort(url.replace("wr0ng", "right"), "current")
        self.assertEqual(status, 1)
        self.assertIn("Access denied for user 'app'@'%' to database", output)
        self.assertIn("  next: GRANT the user rights on the database", output)
        self.sql(f"GRANT ALL ON {self.name}.* TO app")
        status, output = self.run_retort(url.replace(":wr0ng", ""), "current", env_extra={"MYSQL_PWD": "right"})
        self.assertEqual(status, 0, output)

    def test_06_an_unknown_database(self):
        self.write(tables())
        status, output = self.run_retort(SERVER_URL.replace("/mysql?", "/nowhere?"))
        self.assertEqual(status, 1)
        self.assertIn("Unknown database 'nowhere'", output)
        self.assertIn("  next: Create the database first, or correct its name in the URL.", output)

    def test_07_the_connection_is_lost(self):
        self.write([script(1, "CREATE TABLE t (id integer)"),
                    script(2, "CREATE TABLE u (id integer)", SLEEP)])
        url = self.database()
        process = self.start(url)
        self.wait_until_sleeping()
        self.sql("KILL " + self.sql("SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP%'"
                                    " AND ID <> CONNECTION_ID()")[0])
        output = self.end_at_once(process)
        self.assertEqual(process.returncode, 1, output)
        self.assertIn("FAILED: Lost the connection to the MySQL server", output)
        self.assertIn("  revision: r2", output)
        self.assertIn("CREATE TABLE u (id integer)", output)
        self.assertIn("The version table says r1.", output)
        self.assertEqual(self.rows(), ["r1"])

    def test_08_a_syntax_error_in_the_middle(self):
        self.write([script(1, "CREATE TABLE t (id integer)"),
                    script(2, "CREATE TABLE u (id integer)", "ALTER TABEL u ADD x INT")])
        status, output = self.run_retort(self.database())
        self.assertEqual(status, 1)
        self.assertIn("FAILED: You have an error in your SQL syntax", output)
        self.assertIn("    ALTER TABEL u ADD x INT\n          ^^^^^\n", output)
        self.assertIn("  SQLSTATE: 42000", output)
        self.assertEqual(self.rows(), ["r1"])

    def check_lost_commit(self, forward):
        self.write([script(1, "CREATE TABLE t (id integer)", "INSERT INTO t VALUES (1)")])
        url = self.database()
        with LosingProxy(SOCKET, forward, skip=self.COMMITS_BEFORE_THE_LAST, once=True) as proxy:
            status, output = self.run_retort(url.replace(SOCKET, str(proxy.path)))
        return status, output, self.run_retort(url, "current")[1].split()

    COMMITS_BEFORE_THE_LAST = 0

    def test_09_the_answer_to_a_commit_is_lost(self):
        status, output, rows = self.check_lost_commit(True)
        self.assertEqual((status, rows), (0, ["r1", "(head)"]), output)
        self.assertEqual(self.sql("SELECT count(*) FROM t"), ["1"])

    def test_10_a_commit_does_not_arrive(self):
        status, output, rows = self.check_lost_commit(False)
        self.assertEqual((status, rows), (1, []), output)
        self.assertIn("FAILED: Lost the connection to the MySQL server", output)
        self.assertIn("  next: The connection was lost during a COMMIT, which was not carried out", output)
        self.assertEqual(self.sql("SELECT count(*) FROM t"), ["0"])

    def test_10b_a_lock_timeout_names_the_blocker_and_is_tried_again(self):
        self.write([script(1, "CREATE TABLE t (id integer) ENGINE=InnoDB"), script(2, "ALTER TABLE t ADD x integer")])
        url = self.database()
        self.run_retort(url, "upgrade", "r1")
        holder = subprocess.Popen(
            ["mariadb", "--no-defaults", "-N", "-u", "root", "-S", SOCKET, self.name, "-e",
             "BEGIN; SELECT * FROM t; SELECT SLEEP(4); COMMIT"], stdout=subprocess.DEVNULL)
        self.addCleanup(holder.wait)
        self.wait_until_sleeping()
        done = subprocess.run([self.program, "--url", url, "--table-lock-timeout", "1", "upgrade", "head"],
                              cwd=self.folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout, r"a lock time-out in revision r2 .*; rolled back, and tried again: 1 of 10\.")
        self.assertRegex(done.stdout, r"waits for a lock of a table: connection \d+ \(user root")
        self.assertEqual(self.rows(), ["r2"])

    def test_11_the_server_is_killed(self):
        self.write([script(1, SLEEP)])
        process = self.start(self.database())
        self.wait_until_sleeping()
        os.kill(int((pathlib.Path(SOCKET).parent / "pid").read_text()), signal.SIGKILL)
        output = self.end_at_once(process)
        self.assertEqual(process.returncode, 1, output)
        self.assertIn("FAILED: Lost the connection to the MySQL server", output)


if __name__ == "__main__":
    main(__doc__, SERVER_URL)
