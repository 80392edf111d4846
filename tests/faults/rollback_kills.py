#!/usr/bin/env python3
"""`retort rollback` after an upgrade that was killed, and after a rollback that was killed itself, before and after
each write: the database is as it was before the revision, or, where the revision had been committed, after it; and
`upgrade head` then leads to what an undisturbed run does.

    tests/postgres/server run tests/mysql/server run rollback_kills.py RETORT [--only NAME] [--every N]
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

from harness import environment
from kills import KINDS, run

HEAD = '''"""step {0}"""
import sqlalchemy as sa
from alembic import op
revision = "r{0}"
down_revision = {1}


def upgrade():
'''
FIRST = '''    op.create_table("users", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
                    sa.Column("name", sa.String(50)))
    op.bulk_insert(sa.table("users", sa.column("id", sa.Integer)), [{"id": i} for i in range(5)])
'''
SECOND = {
    "mariadb": '''    op.create_table("posts", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
                    sa.Column("title", sa.String(20), index=True))
    op.bulk_insert(sa.table("posts", sa.column("id", sa.Integer)), [{"id": i} for i in range(5)])
    op.add_column("users", sa.Column("age", sa.Integer, server_default="7"))
    op.create_index("users_age", "users", ["age"])
    op.alter_column("users", "name", new_column_name="full_name", existing_type=sa.String(50))
    op.rename_table("posts", "articles")
    op.execute("INSERT INTO articles (id) VALUES (10)")
''',
    "postgresql": '''    op.create_table("posts", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
                    sa.Column("title", sa.String(20), index=True))
    op.add_column("users", sa.Column("age", sa.Integer, server_default="7"))
    with op.get_context().autocommit_block():
        op.create_index("users_age", "users", ["age"], postgresql_concurrently=True)
        op.create_index("users_name", "users", ["name"], postgresql_concurrently=True)
    op.rename_table("posts", "articles")
    op.execute("INSERT INTO articles (id) VALUES (10)")
''',
    "sqlite": '''    op.create_table("posts", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
                    sa.Column("title", sa.String(20), index=True))
    op.add_column("users", sa.Column("age", sa.Integer, server_default="7"))
    with op.get_context().autocommit_block():
        op.create_index("users_age", "users", ["age"])
        op.add_column("users", sa.Column("city", sa.String(20)))
    op.rename_table("posts", "articles")
    op.execute("INSERT INTO articles (id) VALUES (10)")
''',
}
DOWN = {
    "mariadb": '''    op.drop_table("articles")
    op.alter_column("users", "full_name", new_column_name="name", existing_type=sa.String(50))
    op.drop_index("users_age", table_name="users")
    op.drop_column("users", "age")
''',
    "postgresql": '''    op.drop_table("articles")
    op.drop_index("users_name", table_name="users")
    op.drop_index("users_age", table_name="users")
    op.drop_column("users", "age")
''',
    "sqlite": '''    op.drop_table("articles")
    op.drop_index("users_age", table_name="users")
    op.drop_column("users", "city")
    op.drop_column("users", "age")
''',
}
FAILS = '    op.execute("SELECT 1 FROM nowhere")\n'


class RollbackKills:
    def __init__(self, arguments, kind, folder):
        self.arguments, self.kind, self.folder = arguments, kind, folder
        self.database = KINDS[kind](folder)
        self.bad = []
        self.points = 0
        (folder / "versions").mkdir()
        (folder / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s\n")
        (folder / "versions" / "r1.py").write_text(HEAD.format(1, None) + FIRST)
        self.preload = folder / "kill_at.so"
        run(["cc", "-shared", "-fPIC", "-O1", "-o", str(self.preload), str(pathlib.Path(__file__).parent / "kill_at.c")])

    def write_second(self, fails):
        text = HEAD.format(2, '"r1"') + SECOND[self.kind] + (FAILS if fails else "")
        text += "\n\ndef downgrade():\n" + DOWN[self.kind]
        (self.folder / "versions" / "r2.py").write_text(text)

    def retort(self, *words, **extra):
        done = subprocess.run([self.arguments.retort, "-q", "--url", self.database.url, *words], cwd=self.folder,
                              env=environment() | extra, capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout + done.stderr

    def must(self, *words):
        status, output = self.retort(*words)
        if status != 0:
            sys.exit(f"{words}: {status}\n{output}")

    def prepare(self):
        self.database.clear()
        self.must("upgrade", "r1")

    def complain(self, what, output):
        self.bad.append(what)
        if len(self.bad) < 4:
            print(f"{self.kind}, {what}:\n{output[-2000:]}", flush=True)

    def judge(self, what):
        self.points += 1
        status, output = self.retort("rollback")
        dump = self.database.dump()
        if status != 0 or dump not in (self.before, self.after):
            return self.complain(what, f"{status} {output}\n{dump}")
        status, output = self.retort("status")
        if status not in (0, 10):  # At head, or behind: not dirty.
            return self.complain(f"{what}, status", output)
        status, output = self.retort("upgrade", "head")
        if status != 0 or self.database.dump() != self.after:
            self.complain(f"{what}, then upgrade head", output)

    def at_each_write(self, name, setup, words):
        for after in ({}, {"KILL_AFTER": "1"}):
            at = 1
            while True:
                setup()
                status, output = self.retort(*words, LD_PRELOAD=str(self.preload), KILL_AT=str(at), **after)
                if status == 0:
                    break
                if status > 0:
                    self.complain(f"{name} at {at}", output)
                    break
                if name == "rollback":
                    self.write_second(fails=False)
                self.judge(f"{name} killed {'after' if after else 'before'} write {at}")
                at += self.arguments.every

    def fail_first(self):
        self.prepare()
        self.write_second(fails=True)
        status, output = self.retort("upgrade", "head")
        if status != 1:
            sys.exit(output)

    def run(self):
        self.write_second(fails=False)
        self.prepare()
        self.before = self.database.dump()
        self.must("upgrade", "head")
        self.after = self.database.dump()
        self.at_each_write("upgrade", self.prepare, ("upgrade", "head"))
        self.at_each_write("rollback", self.fail_first, ("rollback",))
        print(f"{self.kind}: {self.points} points, {len(self.bad)} wrong", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("retort", type=os.path.abspath)
    parser.add_argument("--only", nargs="*", default=["mariadb", "postgresql", "sqlite"])
    parser.add_argument("--every", type=int, default=1)
    arguments = parser.parse_args()
    wrong = 0
    for kind in arguments.only:
        with tempfile.TemporaryDirectory() as name:
            test = RollbackKills(arguments, kind, pathlib.Path(name))
            test.run()
            wrong += len(test.bad)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
