#!/usr/bin/env python3
"""How many round trips commands need on PostgreSQL once they are connected: an `upgrade` with nothing to do at most
three, `status` and `current` at most two.

    tests/postgres/server run round_trips.py RETORT

A proxy reads what the client sends. A simple query and a Sync are what it waits for an answer after: each is a round
trip.
"""
import os
import pathlib
import re
import socket
import struct
import subprocess
import sys
import tempfile
import threading

RETORT = os.path.abspath(sys.argv[1])
SERVER = pathlib.Path(re.sub(r".*host=([^&]*).*", r"\1", os.environ["RETORT_TEST_PG_URL"])) / ".s.PGSQL.5432"
USER = re.sub(r"postgresql://([^@:/]*).*", r"\1", os.environ["RETORT_TEST_PG_URL"])

REVISION = '''"""step {0}"""
from alembic import op
revision = "r{0}"
down_revision = {1}


def upgrade():
    op.execute("CREATE TABLE t{0} (a INTEGER)")
    {2}


def downgrade():
    op.execute("DROP TABLE t{0}")
'''


class CountingProxy:
    def __init__(self, folder):
        self.trips = []
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(folder / ".s.PGSQL.5432"))
        self.listener.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.socket(socket.AF_UNIX)
            server.connect(str(SERVER))
            threading.Thread(target=self.answers, args=(client, server), daemon=True).start()
            threading.Thread(target=self.requests, args=(client, server), daemon=True).start()

    @staticmethod
    def answers(client, server):
        while data := server.recv(1 << 16):
            client.sendall(data)
        client.close()

    def requests(self, client, server):
        buffer = b""
        started = False
        while data := client.recv(1 << 16):
            buffer += data
            while True:
                head = 4 if not started else 5
                if len(buffer) < head:
                    break
                length = struct.unpack("!I", buffer[head - 4:head])[0] + head - 4
                if len(buffer) < length:
                    break
                message, buffer = buffer[:length], buffer[length:]
                if not started:
                    started = struct.unpack("!I", message[4:8])[0] == 196608  # Not a request for encryption.
                elif message[:1] in b"QS":
                    self.trips.append(message[5:70].decode(errors="replace"))
            server.sendall(data)
        server.close()


def main():
    assert SERVER.exists(), SERVER
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "versions").mkdir()
        proxy = CountingProxy(folder)
        direct = f"postgresql://{USER}@/retort_trips?host={SERVER.parent}"
        counted = f"postgresql://{USER}@/retort_trips?host={folder}"
        subprocess.run(["psql", "-q", os.environ["RETORT_TEST_PG_URL"], "-c", "CREATE DATABASE retort_trips"], check=True)
        block = "with op.get_context().autocommit_block():\n        op.execute('CREATE INDEX CONCURRENTLY i ON t2 (a)')"
        for number, own in ((1, "pass"), (2, block), (3, "pass")):
            text = REVISION.format(number, repr(f"r{number - 1}") if number > 1 else None, own)
            (folder / "versions" / f"r{number}.py").write_text(text)
        (folder / "alembic.ini").write_text("[alembic]\nscript_location = .\n")

        def trips(words, url, status):
            proxy.trips.clear()
            done = subprocess.run([RETORT, "-q", "--url", url, *words.split()], cwd=folder, capture_output=True, text=True)
            assert done.returncode == status, (words, done)
            return list(proxy.trips)

        def expect(words, most, status=0):
            made = trips(words, counted, status)
            print(f"{words}: {len(made)}")
            assert 0 < len(made) <= most, (words, made)

        expect("status", 2, 15)  # No table at all.
        trips("upgrade r2", direct, 0)
        expect("status", 2, 10)
        expect("current", 2)
        trips("upgrade head", direct, 0)
        expect("upgrade head", 3)
        expect("status", 2)
        expect("gate --no-wait", 2)


if __name__ == "__main__":
    main()
