"""A proxy for a server's Unix socket that loses the answer to a COMMIT."""
import pathlib
import socket
import tempfile
import threading


class LosingProxy:
    """Passes everything between client and server on, until the client sends COMMIT. That reaches the
    server if `forward` is true, and the proxy waits for the answer; then both connections end."""

    def __init__(self, server, forward, skip=0, once=False, path=None, gone=False):
        """`skip`: how many COMMITs pass before. `once`: those after it pass, too. `path`: where it listens. `gone`:
        nobody gets a connection afterwards."""
        self.server = str(server)
        self.forward = forward
        self.skip = skip
        self.once = once
        self.gone = gone
        self.lost = False
        self.seen = 0
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(path or f"{self.folder.name}/proxy")
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(self.path))
        self.listener.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()
        self.folder.cleanup()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if self.gone and self.lost:
                client.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.server)
            committing = threading.Event()
            answered = threading.Event()
            threading.Thread(target=self.answers, args=(client, server, committing, answered), daemon=True).start()
            threading.Thread(target=self.requests, args=(client, server, committing, answered), daemon=True).start()

    def requests(self, client, server, committing, answered):
        while data := self.receive(client):
            self.seen += b"COMMIT" in data
            commits = b"COMMIT" in data and not (self.once and self.lost)
            if commits and self.skip > 0:
                self.skip -= 1
            elif commits:
                self.lost = True
                committing.set()
                if self.forward:
                    server.sendall(data)
                    answered.wait(20)
                break
            server.sendall(data)
        for end in (client, server):
            self.close(end)

    def answers(self, client, server, committing, answered):
        while data := self.receive(server):
            if committing.is_set():
                answered.set()
            else:
                client.sendall(data)

    @staticmethod
    def receive(end):
        try:
            return end.recv(65536)
        except OSError:
            return b""

    @staticmethod
    def close(end):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
