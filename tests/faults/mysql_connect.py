#!/usr/bin/env python3
"""How a connection to MariaDB is described, and how that fails: encryption with certificates of one's
own, option files, drivers, wrong passwords. Starts a server that listens on this machine.

    mysql_connect.py RETORT [unittest options]
"""
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import unittest

SERVER = pathlib.Path(__file__).resolve().parent.parent / "mysql/server"
REVISION = "revision = 'a1'\ndown_revision = None\ndef upgrade(): pass\ndef downgrade(): pass\n"


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def make_certificates(folder):
    """An authority, a certificate of it for localhost, and an authority that signed nothing."""
    for name in ("ca", "other"):
        openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN=retort {name}",
                "-keyout", f"{name}.key", "-out", f"{name}.pem")
    openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", "server.key",
            "-out", "server.csr")
    (folder / "names").write_text("subjectAltName=DNS:localhost\n")
    openssl(folder, "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-days", "2", "-extfile", "names", "-out", "server.pem")
    for file in folder.iterdir():
        file.chmod(0o644)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MysqlConnect(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory(prefix="retort-tls-")
        cls.place = pathlib.Path(cls.holder.name)
        cls.place.chmod(0o755)
        make_certificates(cls.place)
        cls.port = free_port()
        cls.data = f"/tmp/retort-my-tls-{cls.port}"
        options = (f"--skip-networking=0 --port={cls.port} --bind-address=127.0.0.1 --ssl-ca={cls.place}/ca.pem "
                   f"--ssl-cert={cls.place}/server.pem --ssl-key={cls.place}/server.key")
        subprocess.run([SERVER, "start", cls.data], check=True, env=dict(os.environ, RETORT_MYSQL_SERVER_OPTIONS=options))
        for statement in ("CREATE DATABASE shop", "CREATE DATABASE versions",
                          "CREATE USER app@'%' IDENTIFIED BY 'p@ss/w0rd' REQUIRE SSL",
                          "GRANT ALL ON shop.* TO app@'%'", "GRANT ALL ON versions.* TO app@'%'"):
            subprocess.run(["mariadb", "--no-defaults", "-u", "root", "-S", f"{cls.data}/socket", "-e", statement], check=True)
        (cls.place / "versions").mkdir()
        (cls.place / "versions/a1.py").write_text(REVISION)
        (cls.place / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s\n")

    @classmethod
    def tearDownClass(cls):
        subprocess.run([SERVER, "stop", cls.data], check=True)
        cls.holder.cleanup()

    def run_retort(self, query="", dialect="mysql+pymysql", login="app:p%40ss%2Fw0rd", host="localhost", path="shop",
                   words=("current",), **variables):
        url = f"{dialect}://{login}{'@' if login else ''}{host}{f':{self.port}' if host else ''}/{path}{query}"
        clean = {name: text for name, text in os.environ.items() if not name.startswith(("MYSQL_", "RETORT_", "DATABASE_"))}
        done = subprocess.run([RETORT, "-q", "--url", url, *words], cwd=self.place, capture_output=True, text=True,
                              timeout=60, env={**clean, "HOME": str(self.place), **variables})
        output = done.stdout + done.stderr
        self.assertNotIn("p@ss/w0rd", output)
        return done.returncode, output

    def check(self, *arguments, **options):
        status, output = self.run_retort(*arguments, **options)
        self.assertEqual((status, output), (0, ""))

    def check_fails(self, expected, *arguments, expected_status=1, **options):
        status, output = self.run_retort(*arguments, **options)
        self.assertEqual(status, expected_status, output)
        self.assertIn(expected, output)
        self.assertIn("  next: ", output)

    def test_encrypts_where_the_server_wants_it(self):
        for dialect in ("mysql", "mysql+mysqldb", "mysql+pymysql", "mysql+aiomysql", "mysql+asyncmy",
                        "mariadb+mariadbconnector", "mariadb+pymysql"):
            with self.subTest(dialect):
                host = "127.0.0.1" if dialect in ("mysql", "mysql+mysqldb", "mariadb+mariadbconnector") else "localhost"
                self.check("?ssl=true", dialect=dialect, host=host)
        # Without encryption the server refuses this user.
        self.check_fails("Access denied for user", "?ssl_disabled=true")

    def test_checks_the_certificate(self):
        self.check(f"?ssl_ca={self.place}/ca.pem")
        self.check(f"?ssl_ca={self.place}/ca.pem&ssl_verify_identity=true")
        self.check(f"?ssl_ca={self.place}/ca.pem&charset=utf8mb4&connect_timeout=10", dialect="mysql+aiomysql")
        self.check_fails("certificate", f"?ssl_ca={self.place}/other.pem")
        self.check_fails("", f"?ssl_ca={self.place}/ca.pem", host="127.0.0.1")  # Not the name in it.
        self.check(f"?ssl_ca={self.place}/ca.pem&ssl_check_hostname=false", host="127.0.0.1")
        self.check_fails("", f"?ssl_ca={self.place}/nowhere.pem")

    def test_reads_option_files(self):
        (self.place / "my.cnf").write_text(
            f"[client]\nuser=app\npassword=p@ss/w0rd\nhost=127.0.0.1\nport={self.port}\nssl-ca={self.place}/ca.pem\n")
        self.check(f"?read_default_file={self.place}/my.cnf", login="", host="")
        self.check("?read_default_file=~/my.cnf", login="", host="", dialect="mysql+mysqldb")
        self.check(f"?read_default_file={self.place}/my.cnf", login="", host="", words=("upgrade", "head", "--version-table", "by_file"))
        self.check_fails("The option file /nowhere.cnf does not exist", "?read_default_file=/nowhere.cnf", login="", host="", expected_status=255)

    def test_uses_a_socket(self):
        self.check(f"?unix_socket={self.data}/socket", login="root", host="", dialect="mysql+pymysql")
        self.check_fails("nowhere", "?unix_socket=/nowhere/socket", login="root", host="")

    def test_tells_what_is_wrong(self):
        self.check_fails("Access denied for user 'app'", "?ssl=true", login="app:wrong")
        self.check_fails("Unknown database 'nowhere'", f"?unix_socket={self.data}/socket", login="root", host="", path="nowhere")
        self.check_fails("Access denied for user 'app'", "?ssl=true", path="mysql")
        url = f"mysql+pymysql://root@127.0.0.1:{free_port()}/shop"
        done = subprocess.run([RETORT, "-q", "--url", url, "current"], cwd=self.place, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn("  next: ", done.stderr)

    def test_keeps_the_version_table_in_another_schema(self):
        words = ("--version-table-schema", "versions")
        self.check("?ssl=true", words=(*words, "upgrade", "head"))
        status, output = self.run_retort("?ssl=true", words=(*words, "current"))
        self.assertEqual((status, output), (0, "a1 (head)\n"))
        self.check("?ssl=true", words=(*words, "downgrade", "base"))


if __name__ == "__main__":
    RETORT = os.path.abspath(sys.argv.pop(1))
    unittest.main()
