#!/usr/bin/python3
"""Peak memory of migrations that read and write many rows: it must not grow with their number.

    data_memory.py RETORT       RETORT_TEST_PG_URL and RETORT_TEST_MYSQL_URL name the servers
"""
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import unittest

FEW, MANY = 20_000, 300_000
GROWTH_MB = 30  # 300,000 rows of 600 bytes take 170 MB, in memory twice as much
SCRIPT = '''
import sqlalchemy as sa
from alembic import op
revision = "a1"
down_revision = None
ROWS = {rows}
def upgrade():
    bind = op.get_bind()
    op.execute("DROP TABLE IF EXISTS source")
    op.execute("DROP TABLE IF EXISTS target")
    source = op.create_table("source", sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.Text))
    target = op.create_table("target", sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.Text))
    for start in range(0, ROWS, 1000):
        op.bulk_insert(source, [{{"id": start + n + 1, "text": str(start + n) * 100}} for n in range(1000)])
    seen = 0
    batch = []
    change = sa.text("UPDATE source SET text = :text WHERE id = :id")
    for row in bind.execute(sa.select(source.c.id, source.c.text)):
        seen += len(row.text) > 0
        if row.id % 10 == 0:
            bind.execute(change, {{"text": "changed", "id": row.id}})
        if row.id % 3 == 0:
            batch.append({{"id": row.id, "text": "t"}})
        if len(batch) == 1000:
            bind.execute(target.insert(), batch)
            batch = []
    print(seen)
'''
# The shadow memory and the quarantine of sanitizers would hide what is measured.
SANITIZER = {"ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=4:detect_leaks=0"}


class DataMemory(unittest.TestCase):
    program = ""

    def migrate(self, url, rows, limit=None):
        """The peak memory in MB, what was said, and the exit status."""
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder)
            (place / "versions").mkdir()
            (place / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s\n")
            (place / "versions" / "a1.py").write_text(SCRIPT.format(rows=rows))
            url = url.replace("PLACE", folder)
            run = [self.program, "-q", "--url", url]
            subprocess.run([*run, "stamp", "base"], cwd=place, check=True)
            command = [*run, "upgrade", "head"]
            if limit:
                command = ["sh", "-c", f'trap "" XFSZ; ulimit -f {limit}; exec "$@"', "sh", *command]
            reader, writer = os.pipe()
            child = os.fork()
            if child == 0:
                # A process of its own, so that the peak is not that of an earlier one.
                done = subprocess.run(command, cwd=place, env=os.environ | SANITIZER, text=True, capture_output=True)
                peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
                os.write(writer, f"{peak} {done.returncode} {done.stdout}{done.stderr}".encode())
                os._exit(0)
            os.close(writer)
            os.waitpid(child, 0)
            with open(reader) as answer:
                peak, status, said = answer.read().split(" ", 2)
            return int(peak), said, int(status)

    def expect_constant_memory(self, url):
        few, said, status = self.migrate(url, FEW)
        self.assertEqual((said, status), (f"{FEW}\n", 0))
        many, said, status = self.migrate(url, MANY)
        self.assertEqual((said, status), (f"{MANY}\n", 0))
        self.assertLess(many, few + GROWTH_MB)

    def test_postgresql(self):
        self.expect_constant_memory(os.environ["RETORT_TEST_PG_URL"])

    def test_mysql(self):
        self.expect_constant_memory(os.environ["RETORT_TEST_MYSQL_URL"])

    def test_sqlite(self):
        self.expect_constant_memory("sqlite:///PLACE/a.db")

    def test_a_full_disk_is_an_error_with_its_place(self):
        _, said, status = self.migrate(os.environ["RETORT_TEST_PG_URL"], FEW * 2, limit=1000)
        self.assertEqual(status, 1)
        self.assertIn("Cannot write to the temporary file for the rows of a query: File too large", said)
        self.assertIn("a1.py:18:", said)


if __name__ == "__main__":
    DataMemory.program = str(pathlib.Path(sys.argv.pop()).resolve())
    unittest.main()
