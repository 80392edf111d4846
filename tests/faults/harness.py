"""What the tests of faults share: a project of its own for each test, and ways to run Retort in it."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

PROMPT = 8  # Seconds that count as "at once", on a busy machine too.

TABLES = 10


def script(number, *statements):
    """Revision `r<number>` on top of the one before it."""
    down = f'"r{number - 1}"' if number > 1 else "None"
    body = "".join(f"    op.execute({statement!r})\n" for statement in statements)
    return (
        f'"""step {number}"""\nfrom alembic import op\nrevision = "r{number}"\n'
        f"down_revision = {down}\ndef upgrade():\n{body}"
    )


def tables():
    return [script(i, f"CREATE TABLE t{i} (id INTEGER)") for i in range(1, TABLES + 1)]


def pg_folder():
    """The folder of the server of tests/postgres/server."""
    return pathlib.Path(re.sub(r".*host=([^&]*).*", r"\1", os.environ.get("RETORT_TEST_PG_URL", "")))


def pg_ctl(*arguments):
    """Starts or stops that server, as its own user, and waits until it has."""
    program = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))[-1]
    folder = pg_folder()
    command = [str(program), "-D", f"{folder}/data", "-l", f"{folder}/log", "-w", *arguments]
    if os.getuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
    # The server keeps what it is given open: pipes of ours would never end.
    done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert done.returncode == 0, f"{command}\n{(folder / 'log').read_text()[-2000:]}"


def environment():
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "ALEMBIC_CONFIG")}
    return kept | {"LC_ALL": "C.UTF-8"}


class FaultsCase(unittest.TestCase):
    program = ""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "versions").mkdir()
        (self.folder / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s\n")

    def write(self, scripts):
        for number, text in enumerate(scripts, 1):
            (self.folder / "versions" / f"r{number}.py").write_text(text)

    def start(self, url, *arguments, env_extra=(), **options):
        return subprocess.Popen(
            [self.program, "-q", "--url", url, *(arguments or ("upgrade", "head"))], cwd=self.folder,
            env=environment() | dict(env_extra), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)

    def run_retort(self, url, *arguments, **options):
        process = self.start(url, *arguments, **options)
        output, _ = process.communicate(timeout=60)
        return process.returncode, output

    def wait_until(self, condition):
        self.wait_while(lambda: not condition())

    def wait_while(self, what, seconds=30):
        """Until the answer is empty."""
        deadline = time.monotonic() + seconds
        while answer := what():
            self.assertLess(time.monotonic(), deadline, f"nothing happens: {answer}")
            time.sleep(0.05)

    def end_at_once(self, process):
        begin = time.monotonic()
        output, _ = process.communicate(timeout=60)
        self.assertLess(time.monotonic() - begin, PROMPT)
        return output

    def check_all_succeed(self, url):
        """Twenty upgrades at once."""
        processes = [self.start(url) for _ in range(20)]
        outputs = [process.communicate(timeout=120)[0] for process in processes]
        self.assertEqual([p.returncode for p in processes], [0] * 20, "\n".join(outputs))


def main(documentation, server_url):
    if len(sys.argv) < 2 or not server_url:
        sys.exit(documentation)
    FaultsCase.program = os.path.abspath(sys.argv.pop(1))
    unittest.main(module="__main__")
