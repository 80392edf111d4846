"""pgbouncer in transaction mode before a server that listens on a Unix socket."""
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile
import time


class Pooler:
    """Runs while the `with` block does; `folder` holds its socket. As root it runs as the user postgres."""

    def __init__(self, server_folder, pool_size=10):
        self.server_folder = server_folder
        self.pool_size = pool_size
        self.process = None

    def __enter__(self):
        program = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
        assert os.path.exists(program), "pgbouncer is not installed: ./dev setup installs it"
        self.folder = tempfile.mkdtemp(prefix="retort-pool.")
        folder = pathlib.Path(self.folder)
        (folder / "users").write_text('"postgres" ""\n')
        (folder / "ini").write_text(
            f"[databases]\n* = host={self.server_folder} port=5432\n[pgbouncer]\nlisten_addr =\nlisten_port = 6432\n"
            f"unix_socket_dir = {self.folder}\nauth_type = any\nauth_file = {self.folder}/users\n"
            f"pool_mode = transaction\ndefault_pool_size = {self.pool_size}\nmax_client_conn = 500\n"
            f"logfile = {self.folder}/log\npidfile = {self.folder}/pid\n")
        # With auth_type any the user stands in the database's line.
        text = (folder / "ini").read_text().replace("port=5432", "port=5432 user=postgres", 1)
        (folder / "ini").write_text(text)
        options = {}
        if os.getuid() == 0:
            user = pwd.getpwnam("postgres")
            for path in (folder, *folder.iterdir()):
                os.chown(path, user.pw_uid, user.pw_gid)
            options = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        folder.chmod(0o755)
        self.process = subprocess.Popen(
            [program, "-q", f"{self.folder}/ini"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **options)
        deadline = time.monotonic() + 20
        while not (folder / ".s.PGSQL.6432").exists():
            assert time.monotonic() < deadline and self.process.poll() is None, "pgbouncer does not start"
            time.sleep(0.05)
        return self

    def url(self, direct):
        """The URL of a database on the server, as it is behind the pooler."""
        return direct.replace(f"host={self.server_folder}", f"host={self.folder}").replace("port=5432", "port=6432")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=20)
        shutil.rmtree(self.folder)
