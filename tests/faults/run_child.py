#!/usr/bin/env python3
"""`retort run` and the program that it becomes: signals before and after, read-only sessions that really are, the
maintenance command, windows of revisions, a server that is only just being started; and the recipes of examples/deploy.

    tests/postgres/server run run_child.py RETORT [unittest options]

The server must be private: one test restarts it.
"""
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import socket
import subprocess
import threading
import time
import unittest

from harness import FaultsCase, environment, main, pg_ctl, pg_folder, script

PG = os.environ.get("RETORT_TEST_PG_URL", "")
DEPLOY = pathlib.Path(__file__).resolve().parents[2] / "examples/deploy"
# Says that it runs, and which signal has ended it.
CHILD = ("trap 'echo got TERM; exit 3' TERM; trap 'echo got INT; exit 4' INT; trap 'echo got HUP; exit 5' HUP; "
         "trap 'echo got USR1; exit 6' USR1; echo running $$; while :; do sleep 0.05; done")


class RunChild(FaultsCase):
    def setUp(self):
        super().setUp()
        name = re.sub(r".*\.test_", "r_", self.id())[:60]
        self.sql(f"CREATE DATABASE {name}", PG)
        self.url = PG.replace("/postgres?", f"/{name}?")
        self.write([script(1, "CREATE TABLE t (id integer)"), script(2, "SELECT 1"), script(3, "SELECT 1")])

    def sql(self, statement, url=None):
        done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statement, url or self.url],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.split()

    def start_run(self, *arguments):
        process = self.start(self.url, "run", *arguments)
        self.addCleanup(process.stdout.close)
        return process

    # ---- Signals

    def test_01_signals_reach_the_program(self):
        self.run_retort(self.url)
        for number, status in ((signal.SIGTERM, 3), (signal.SIGINT, 4), (signal.SIGHUP, 5), (signal.SIGUSR1, 6)):
            process = self.start_run("--no-wait", "--", "sh", "-c", CHILD)
            self.assertEqual(process.stdout.readline(), f"running {process.pid}\n")
            process.send_signal(number)
            self.assertEqual(process.communicate(timeout=20)[0], f"got {number.name[3:]}\n")
            self.assertEqual(process.returncode, status)

    def test_02_a_program_without_handlers(self):
        self.run_retort(self.url)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGKILL):
            process = self.start_run("--no-wait", "--", "sh", "-c", "echo running; exec sleep 30")
            self.assertEqual(process.stdout.readline(), "running\n")
            process.send_signal(number)
            process.wait(timeout=20)
            self.assertEqual(process.returncode, -number)

    def test_03_signals_while_it_waits(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1):
            process = subprocess.Popen([self.program, "--url", self.url, "run", "--timeout", "60", "--", "echo", "started"],
                                       cwd=self.folder, env=environment(), text=True, stdout=subprocess.PIPE,
                                       stderr=subprocess.STDOUT)
            self.assertIn("Waiting for the database", process.stdout.readline())
            process.send_signal(number)
            output = self.end_at_once(process)
            self.assertNotIn("started", output)
            # Caught and said, or ended by the signal itself.
            self.assertIn(process.returncode, (128 + number, -number), output)

    def test_04_signals_while_it_upgrades(self):
        self.write([script(1, "CREATE TABLE t (id integer)", "SELECT pg_sleep(30)")])
        process = self.start_run("--upgrade", "--", "echo", "started")
        self.wait_until(lambda: self.sql("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"))
        process.send_signal(signal.SIGTERM)
        output = self.end_at_once(process)
        self.assertEqual(process.returncode, 143, output)
        self.assertNotIn("started", output)
        self.assertEqual(self.sql("SELECT to_regclass('t') IS NULL"), ["t"])

    def test_05_exit_statuses(self):
        self.run_retort(self.url)
        for status in (0, 1, 75, 255):
            self.assertEqual(self.run_retort(self.url, "run", "--no-wait", "--", "sh", "-c", f"exit {status}"), (status, ""))

    # ---- Read only, maintenance, windows

    def test_06_read_only_stops_writes(self):
        self.run_retort(self.url, "upgrade", "r1")
        write = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", "INSERT INTO t VALUES (1)", self.url]
        status, output = self.run_retort(self.url, "run", "--no-wait", "--read-only", "--", *write)
        self.assertNotEqual(status, 0)
        self.assertIn("cannot execute INSERT in a read-only transaction", output)
        read = ["psql", "-XAtq", "-c", "SELECT count(*) FROM t", self.url]
        status, output = self.run_retort(self.url, "run", "--no-wait", "--read-only", "--", *read)
        self.assertEqual((status, output.split("\n")[-2]), (0, "0"), output)
        # Options that are there already stay.
        show = ["psql", "-XAtq", "-c", "SHOW work_mem; SHOW default_transaction_read_only", self.url]
        status, output = self.run_retort(self.url, "run", "--no-wait", "--read-only", "--", *show,
                                         env_extra={"PGOPTIONS": "-c work_mem=7MB"})
        self.assertEqual((status, output.split()[-2:]), (0, ["7MB", "on"]), output)
        # Where the database is ready nothing is read only.
        self.run_retort(self.url)
        status, output = self.run_retort(self.url, "run", "--no-wait", "--read-only", "--", *write)
        self.assertEqual((status, output), (0, ""))

    def test_07_maintenance_until_it_is_ready(self):
        command = ("run", "--no-wait", "--maintenance", "sh -c 'echo maintenance; exit 9'", "--", "echo", "started")
        status, output = self.run_retort(self.url, *command)
        self.assertEqual((status, output.split("\n")[-2]), (9, "maintenance"))
        self.run_retort(self.url)
        self.assertEqual(self.run_retort(self.url, *command), (0, "started\n"))

    def test_08_old_and_new_code_in_a_rolling_deployment(self):
        # The old code knows r1 and r2, and works up to before r3.
        (self.folder / "versions/r3.py").rename(self.folder / "r3.py")
        self.run_retort(self.url)
        gate = ("gate", "--no-wait")
        self.assertEqual(self.run_retort(self.url, *gate)[0], 0)
        (self.folder / "r3.py").rename(self.folder / "versions/r3.py")
        self.assertEqual(self.run_retort(self.url, *gate)[0], 75)
        self.assertEqual(self.run_retort(self.url, *gate, "--requires", ">= r2")[0], 0)
        self.run_retort(self.url)
        self.assertEqual(self.run_retort(self.url, *gate, "--requires", ">= r1, < r3")[0], 75)
        (self.folder / "versions/r3.py").rename(self.folder / "r3.py")
        self.assertEqual(self.run_retort(self.url, *gate)[0], 75)
        self.assertEqual(self.run_retort(self.url, *gate, "--allow-ahead")[0], 0)

    # ---- Recipes

    def test_09_the_unit_is_sound(self):
        if shutil.which("systemd-analyze") is None:
            self.skipTest("systemd-analyze is not installed")
        program = self.folder / "serve"
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
        text = (DEPLOY / "app.service").read_text()
        text = text.replace("/usr/bin/retort", self.program).replace("/srv/bookshop/bin/serve", str(program))
        unit = self.folder / "app.service"
        unit.write_text(text)
        done = subprocess.run(["systemd-analyze", "verify", "--recursive-errors=no", unit], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_10_the_entry_point_is_one_process(self):
        env = environment() | {"PATH": f"{self.folder}:{os.environ['PATH']}", "DATABASE_URL": self.url}
        (self.folder / "retort").symlink_to(self.program)
        process = subprocess.Popen([DEPLOY / "entrypoint.sh", "sh", "-c", CHILD], cwd=self.folder, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   env=env | {"RETORT_DATABASE_URL": self.url})
        self.assertEqual(process.stdout.readline(), f"running {process.pid}\n")
        process.terminate()
        self.assertEqual((process.communicate(timeout=20)[0], process.returncode), ("got TERM\n", 3))
        self.assertEqual(self.sql("SELECT version_num FROM alembic_version"), ["r3"])

    # ---- Progress

    def on_a_terminal(self, *arguments):
        """Runs on a terminal, and gives what it shows there."""
        process_id, terminal = pty.fork()
        if process_id == 0:
            os.chdir(self.folder)
            os.execve(self.program, [self.program, "--url", self.url, *arguments], environment() | {"TERM": "xterm"})
        shown = b""
        while select.select([terminal], [], [], 60)[0]:
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(process_id, 0)[1]), shown.decode(errors="replace")

    def test_11_progress_of_an_index_build(self):
        rows = int(os.environ.get("RUN_CHILD_ROWS", "3000000"))
        self.write([script(1, "CREATE TABLE t (id text)"), script(2, "SELECT 1"),
                    script(3, "SET LOCAL maintenance_work_mem = '1MB'", "CREATE INDEX t_id ON t (id)")])
        self.run_retort(self.url, "upgrade", "r2")
        self.sql(f"INSERT INTO t SELECT md5(i::text) FROM generate_series(1, {rows}) i")
        status, shown = self.on_a_terminal("upgrade", "head")
        self.assertEqual(status, 0, shown)
        parts = [int(part) for part in re.findall(r"index build, [^\r\n]*?(\d+) ?%", shown)]
        self.assertGreaterEqual(len(parts), 2, shown[-2000:])
        self.assertIn("Revision r3 (CREATE INDEX", shown)

    def test_12_long_statements_are_announced(self):
        self.write([script(1, "CREATE TABLE t (id integer)"), script(2, "SELECT 1"),
                    script(3, "LOCK TABLE t IN ACCESS EXCLUSIVE MODE", "SELECT pg_sleep(12)")])
        self.run_retort(self.url, "upgrade", "r2")
        run = subprocess.Popen([self.program, "--url", self.url, "upgrade", "head"], cwd=self.folder, env=environment(),
                               text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.wait_until(lambda: self.sql("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"))
        reader = threading.Thread(target=self.sql, args=("SELECT count(*) FROM t",))
        reader.start()
        output = run.communicate(timeout=60)[0]
        reader.join()
        self.assertEqual(run.returncode, 0, output)
        self.assertRegex(output, r"Revision r3 \(SELECT pg_sleep\(12\)\) has been running for 1\d seconds. It holds "
                                 r"AccessExclusiveLock on t. 1 session waits for it\.")

    # ---- Servers and sessions

    def test_13_a_lease_under_repeatable_read(self):
        self.sql(f"ALTER DATABASE {self.sql('SELECT current_database()')[0]} SET default_transaction_isolation = "
                 "'repeatable read'")
        processes = [self.start(self.url) for _ in range(10)]
        outputs = [process.communicate(timeout=60)[0] for process in processes]
        self.assertEqual([process.returncode for process in processes], [0] * 10, "\n".join(outputs))
        self.assertEqual(self.sql("SELECT count(*) FROM retort.step"), ["3"])

    def test_14_services_in_several_databases_do_not_wait(self):
        self.write([script(1, "SELECT pg_sleep(4)")])
        first = self.start(self.url)
        self.wait_until(lambda: self.sql("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"))
        self.sql("CREATE DATABASE r_14_other", PG)
        self.write([script(1, "SELECT 1")])
        self.assertEqual(self.run_retort(PG.replace("/postgres?", "/r_14_other?"), "--no-wait", "upgrade", "head")[0], 0)
        self.assertEqual(first.communicate(timeout=60)[0], "")

    def test_15_a_server_that_is_being_started(self):
        opened = (pg_folder() / "data/postmaster.opts").read_text().split(" ", 1)[1].strip().replace('"', "'")
        pg_ctl("-m", "fast", "stop")
        # Nobody listens at the socket, which refuses; a server that starts takes its place.
        with socket.socket(socket.AF_UNIX) as refusing:
            refusing.bind(str(pg_folder() / ".s.PGSQL.5432"))
            run = self.start(self.url)
            gate = self.start(self.url, "gate", "--timeout", "30")
            time.sleep(0.7)
        pg_ctl("-o", opened, "start")
        output = run.communicate(timeout=60)[0]
        self.assertEqual((run.returncode, output), (0, ""))
        self.assertEqual(gate.wait(timeout=60), 0, gate.communicate()[0])


if __name__ == "__main__":
    main(__doc__, PG)
