#!/usr/bin/env python3
"""Where a password shows: nowhere. Runs all commands with it, from every source that it may come from, on servers that
really ask for it, and looks for it in everything that they leave behind. And the encryption of connections to
PostgreSQL, with certificates of the test's own.

    tests/postgres/server run tests/mysql/server run passwords.py RETORT [unittest options]

The PostgreSQL server must be private: it is restarted so that it listens on this machine and encrypts.
"""
import os
import pathlib
import shutil
import signal
import subprocess
import time
import unittest

import mysql_connect
from harness import FaultsCase, environment, main, pg_ctl, pg_folder, script

PG = os.environ.get("RETORT_TEST_PG_URL", "")
MYSQL = os.environ.get("RETORT_TEST_MYSQL_URL", "")
PG_FOLDER = pg_folder()
SOCKET = MYSQL.partition("unix_socket=")[2]
SECRET = "Tr0ub4dor-and-3"
ENV_PY = """
import os
from alembic import context
from sqlalchemy import create_engine, pool
engine = create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
"""
HEAD = "import os\nfrom alembic import op\nrevision = 'r{}'\ndown_revision = {!r}\ndef upgrade():\n"
# The statements hold the password, as they are sent.
FIRST = HEAD.format(1, None) + """    with op.get_context().autocommit_block():
        op.execute("{create}" + os.environ["OTHER_PASSWORD"] + "'")
        op.execute("SELECT 1")
    op.execute("CREATE TABLE t (id integer)")
    op.execute("{sleep}")
"""
SECOND = HEAD.format(2, "r1") + """    op.execute("{create}" + os.environ["OTHER_PASSWORD"] + "'")
"""
COMMANDS = (
    ["status"], ["status", "--json"], ["current"], ["current", "-v"], ["current", "--json"], ["log"], ["log", "-v"],
    ["log", "--json"], ["heads"], ["history", "-v", "-i"], ["env"], ["env", "--json"], ["doctor"], ["doctor", "--json"],
    ["gate", "--no-wait"], ["plan"], ["coverage"], ["upgrade", "head"], ["upgrade", "head", "--json"],
    ["upgrade", "head", "--json=lines", "--log-file", "events.jsonl"], ["resume"],
    ["stamp", "r1", "--sql"], ["ensure_version"], ["run", "--no-wait", "--maintenance", "true", "--", "true"])


def psql(text, url=PG):
    done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", text, url], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def mariadb(text):
    done = subprocess.run(["mariadb", "--no-defaults", "-N", "-u", "root", "-S", SOCKET, "-e", text], capture_output=True,
                          text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Passwords(FaultsCase):
    @classmethod
    def setUpClass(cls):
        cls.port = mysql_connect.free_port()
        certificates = PG_FOLDER / "tls"
        certificates.mkdir()
        mysql_connect.make_certificates(certificates)
        PG_FOLDER.joinpath("tls").chmod(0o755)
        if os.getuid() == 0:
            shutil.chown(certificates / "server.key", "postgres")
        (certificates / "server.key").chmod(0o600)
        rules = PG_FOLDER / "data/pg_hba.conf"
        rules.write_text("local all app scram-sha-256\nhost all app all scram-sha-256\n" + rules.read_text())
        options = (f"-c unix_socket_directories='{PG_FOLDER}' -c listen_addresses=127.0.0.1 -c port={cls.port} -c fsync=off "
                   f"-c ssl=on -c ssl_cert_file={certificates}/server.pem -c ssl_key_file={certificates}/server.key")
        pg_ctl("-o", options, "restart")
        cls.admin = PG.replace("port=5432", f"port={cls.port}")
        cls.certificates = certificates
        psql(f"CREATE ROLE app LOGIN CREATEROLE PASSWORD '{SECRET}'", cls.admin)
        psql("CREATE DATABASE shop OWNER app", cls.admin)
        mariadb(f"CREATE DATABASE shop; CREATE USER app@localhost IDENTIFIED BY '{SECRET}'; GRANT ALL ON *.* TO app@localhost")

    # ---- Looking for it

    def renew(self, postgres):
        if postgres:
            psql("DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS retort CASCADE; CREATE SCHEMA public",
                 self.admin.replace("/postgres?", "/shop?"))
            psql("ALTER SCHEMA public OWNER TO app; DROP ROLE IF EXISTS other", self.admin.replace("/postgres?", "/shop?"))
        else:
            mariadb("DROP DATABASE shop; CREATE DATABASE shop; DROP USER IF EXISTS other")
        create = "CREATE ROLE other LOGIN PASSWORD '" if postgres else "CREATE USER other IDENTIFIED BY '"
        sleep = "SELECT pg_sleep(1)" if postgres else "SELECT SLEEP(1)"
        for number, text in ((1, FIRST), (2, SECOND)):
            (self.folder / f"versions/r{number}.py").write_text(text.format(create=create, sleep=sleep))
        (self.folder / "env.py").write_text(ENV_PY)

    def look_into(self, what, text):
        self.assertNotIn(SECRET, text, what)

    def look_at_processes(self, process):
        """What others see while it runs."""
        shown = 0
        while process.poll() is None:
            for folder in pathlib.Path("/proc").glob("[0-9]*"):
                try:
                    parent = folder.joinpath("stat").read_text().rsplit(")", 1)[1].split()[1]
                    own = folder.name == str(process.pid)
                    if not own and parent != str(process.pid):
                        continue
                    line = folder.joinpath("cmdline").read_bytes().decode(errors="replace")
                    if own and "retort" not in pathlib.Path(f"/proc/{folder.name}/comm").read_text():
                        continue  # It has not become the program yet.
                    shown += 1
                    # Right after it began the argument is still there.
                    if SECRET in line and own and shown < 3:
                        continue
                    self.look_into(f"command line of {folder.name}", line)
                except OSError:
                    continue
            time.sleep(0.02)

    def run_all(self, postgres, url, arguments=(), ini="", variables=None):
        """Upgrades, fails, and runs all commands."""
        self.renew(postgres)
        (self.folder / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s\nsqlalchemy.url = "
                                                 + url.replace("%", "%%") + "\n" + ini)
        written = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        env = environment() | {"HOME": str(self.folder), "OTHER_PASSWORD": SECRET} | (variables or {})
        env.pop("RETORT_TEST_PG_URL"), env.pop("RETORT_TEST_MYSQL_URL")
        command = [self.program, *arguments]
        process = subprocess.Popen([*command, "upgrade", "r1"], cwd=self.folder, env=env, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.look_at_processes(process)
        output = process.communicate()[0]
        self.assertEqual(process.returncode, 0, output)
        self.look_into("upgrade", output)
        outputs = {}
        for words in COMMANDS:
            done = subprocess.run([*command, *words], cwd=self.folder, env=env, text=True, timeout=60,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            self.look_into(words, done.stdout)
            outputs[" ".join(words)] = done.stdout
        self.assertRegex(outputs["upgrade head"], "FAILED: .*(other|already exists)")
        self.assertIn("***", outputs["upgrade head"])
        self.assertIn("***", outputs["log -v"])
        self.assertIn("***", (self.folder / "events.jsonl").read_text())
        for path in self.folder.rglob("*"):
            if path.is_file() and written.get(path) != path.read_bytes():
                self.look_into(path, path.read_text(errors="replace"))
        if postgres:
            dump = subprocess.run(["pg_dump", self.admin.replace("/postgres?", "/shop?")], text=True, capture_output=True)
            seen = psql("SELECT application_name, query FROM pg_stat_activity", self.admin)
        else:
            dump = subprocess.run(["mariadb-dump", "--no-defaults", "-u", "root", "-S", SOCKET, "shop"], text=True,
                                  capture_output=True)
            seen = mariadb("SHOW FULL PROCESSLIST")
        self.assertIn("CREATE ", dump.stdout)
        self.look_into("the journal", dump.stdout)
        self.look_into("the server's sessions", seen)
        # A wrong one, and a server that does not answer.
        for old, new in ((SECRET, SECRET + "-wrong"), (str(self.port), "1"), (SOCKET, "/nowhere")):
            wrong = [word.replace(old, new) for word in command]
            wrong_ini = (self.folder / "alembic.ini").read_text()
            (self.folder / "alembic.ini").write_text(wrong_ini.replace(old, new))
            for words in (["current"], ["current", "--json"], ["upgrade", "head"], ["gate", "--no-wait"],
                          ["status", "--json"]):
                done = subprocess.run([*wrong, *words], cwd=self.folder, env=env, text=True, timeout=60,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                self.look_into(("wrong", *words), done.stdout)
            (self.folder / "alembic.ini").write_text(wrong_ini)

    def pg_url(self, login="app"):
        return f"postgresql://{login}@/shop?host={PG_FOLDER}&port={self.port}"

    def my_url(self, login="app"):
        return f"mysql+pymysql://{login}@localhost/shop?unix_socket={SOCKET}"

    def from_every_source(self, postgres, url):
        login = f"app:{SECRET}"
        (self.folder / "secret").write_text(SECRET + "\n")
        (self.folder / "url").write_text(url(login) + "\n")
        section = "[retort]\n"
        sources = {
            "alembic.ini": lambda: self.run_all(postgres, url(login)),
            "--url": lambda: self.run_all(postgres, url(), ["--url", url(login)]),
            "--password-file": lambda: self.run_all(postgres, url(), ["--password-file", "secret"]),
            "--url-file": lambda: self.run_all(postgres, "driver://", ["--url-file", "url"]),
            "password_command": lambda: self.run_all(postgres, url(), ini=section + "password_command = cat secret\n"),
            "RETORT_PASSWORD": lambda: self.run_all(postgres, url(), variables={"RETORT_PASSWORD": SECRET}),
        }
        if postgres:
            (self.folder / "pgpass").write_text(f"*:*:shop:app:{SECRET}\n")
            (self.folder / "pgpass").chmod(0o600)
            sources["PGPASSFILE"] = lambda: self.run_all(postgres, url(), variables={"PGPASSFILE": str(self.folder / "pgpass")})
        else:
            (self.folder / ".my.cnf").write_text(f"[client]\npassword={SECRET}\n")
            sources["MYSQL_PWD"] = lambda: self.run_all(postgres, url(), variables={"MYSQL_PWD": SECRET})
        wanted = os.environ.get("PASSWORDS_ONLY", "").split() or sources
        for name in wanted:
            with self.subTest(name):
                sources[name]()

    def test_1_postgresql(self):
        self.from_every_source(True, self.pg_url)

    def test_2_mariadb(self):
        self.from_every_source(False, self.my_url)

    def test_3_the_child_of_run(self):
        self.renew(True)
        (self.folder / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s\n")
        (self.folder / "secret").write_text(SECRET)
        done = subprocess.run(
            [self.program, "--url", self.pg_url(), "--password-file", "secret", "run", "--no-wait", "--read-only", "--",
             "sh", "-c", "cat /proc/$$/environ /proc/$$/cmdline | tr '\\0' '\\n'"], cwd=self.folder,
            env=environment() | {"HOME": str(self.folder)}, text=True, capture_output=True)
        self.look_into("run", done.stdout + done.stderr)
        self.assertIn("RETORT_READ_ONLY=1", done.stdout)

    def status_after_abort(self, command):
        """As of waitpid(), of a program that may leave a core file and is given SIGABRT."""
        process = subprocess.Popen(["sh", "-c", 'ulimit -c unlimited; exec "$@"', "sh", *command], cwd=self.folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1)
        process.send_signal(signal.SIGABRT)
        status = os.waitpid(process.pid, 0)[1]
        process.returncode = -signal.SIGABRT
        return status

    def test_4_no_core_file(self):
        self.write([script(1, "SELECT pg_sleep(30)")])
        if not os.WCOREDUMP(self.status_after_abort(["sleep", "30"])):
            self.skipTest("this machine writes no core files")
        status = self.status_after_abort([self.program, "--url", self.pg_url(f"app:{SECRET}"), "upgrade", "head"])
        self.assertEqual((os.WTERMSIG(status), os.WCOREDUMP(status)), (signal.SIGABRT, False))

    # ---- Encryption

    def tls(self, query, *words, host="localhost"):
        done = subprocess.run(
            [self.program, "-q", "--url", f"postgresql://app:{SECRET}@{host}:{self.port}/shop?hostaddr=127.0.0.1{query}",
             *(words or ("status",))], cwd=self.folder, env=environment() | {"HOME": str(self.folder)}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        self.look_into(query, done.stdout)
        return done.stdout

    def test_5_tls(self):
        self.renew(True)
        (self.folder / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s\n")
        ca = f"&sslrootcert={self.certificates}/ca.pem"
        for query in ("&sslmode=require", f"&sslmode=verify-ca{ca}", f"&sslmode=verify-full{ca}"):
            self.assertRegex(self.tls(query), r"TLS +TLSv1\.[23].*", query)
        self.assertIn("certificate verify failed", self.tls(f"&sslmode=verify-full&sslrootcert={self.certificates}/other.pem"))
        self.assertRegex(self.tls("&sslmode=disable", host="db.example"), r"TLS +none")
        self.assertIn("server certificate for \"localhost\" does not match host name \"db.example\"",
                      self.tls(f"&sslmode=verify-full{ca}", host="db.example"))
        self.assertRegex(self.tls("&sslmode=require&ssl_min_protocol_version=TLSv1.3"), r"TLS +TLSv1\.3")
        self.assertRegex(self.tls("&sslmode=require", "status", "--json"), r'"tls": ?"TLSv1\.[23]')


if __name__ == "__main__":
    main(__doc__, PG)
