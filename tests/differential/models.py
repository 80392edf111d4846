#!/usr/bin/env python3
"""The corpus of models: what create_all() prints, and what Retort reads without running anything.

    models.py golden --retort PROGRAM [NAME]   Retort against what the newest SQLAlchemy gave
    models.py live   --retort PROGRAM [NAME]   Retort against the SQLAlchemy installed here
    models.py record [NAME]                    write down what this SQLAlchemy gives

NAME is a regular expression for names of files in models/; each defines `metadata`. Its first line may
name the only dialects that it is for. RETORT_ALEMBIC_PYTHONPATH names directories of another SQLAlchemy
than the installed one: to record, the newest. CREATE INDEX and what follows a table is compared without
its order, which is that of a set in SQLAlchemy. Files that this SQLAlchemy cannot import are left out
of `live`, which says so.
"""
import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path[1:1] = filter(None, os.environ.get("RETORT_ALEMBIC_PYTHONPATH", "").split(":"))

CORPUS = pathlib.Path(__file__).parent / "models"
URLS = {
    "postgresql": "postgresql://user@localhost/name",
    "sqlite": "sqlite:///name.db",
    "mysql": "mysql+pymysql://user@localhost/name",
}
ENV = """from alembic import context
from app import metadata

context.configure(target_metadata=metadata)
context.run_migrations()
"""


def dialects_of(path):
    found = re.match(r"# dialects: (.*)", path.read_text())
    return found.group(1).split() if found else list(URLS)


def real_sql(path, dialect):
    """What a mock engine is told to create; None when this SQLAlchemy cannot import the file."""
    program = (
        "import sys, runpy, sqlalchemy as sa\n"
        "sys.path[1:1] = [p for p in sys.argv[3].split(':') if p]\n"
        "metadata = runpy.run_path(sys.argv[1], run_name='app')['metadata']\n"
        "def show(sql, *args, **kw):\n"
        "    text = str(sql.compile(dialect=engine.dialect)).strip().replace('\\t', '    ')\n"
        "    print(text + ';\\n')\n"
        "engine = sa.create_mock_engine(sys.argv[2], show)\n"
        "metadata.create_all(engine, checkfirst=False)\n"
    )
    paths = os.environ.get("RETORT_ALEMBIC_PYTHONPATH", "")
    environment = dict(os.environ, PYTHONPATH=paths) if paths else dict(os.environ)
    done = subprocess.run([sys.executable, "-c", program, str(path), URLS[dialect], paths],
                          capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        print(f"{path.stem} ({dialect}): not with this SQLAlchemy: {done.stderr.strip().splitlines()[-1]}")
        return None
    return done.stdout


def retort_sql(program, path, dialect):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "alembic.ini").write_text(
            f"[alembic]\nscript_location = %(here)s/m\nprepend_sys_path = %(here)s\nsqlalchemy.url = {URLS[dialect]}\n")
        (root / "m" / "versions").mkdir(parents=True)
        (root / "m" / "env.py").write_text(ENV)
        (root / "app.py").write_text(path.read_text())
        done = subprocess.run([program, "-c", str(root / "alembic.ini"), "inspect", "models", "--format", "sql"],
                              capture_output=True, text=True, cwd=root)
        return done.stdout + done.stderr


def statements(text):
    """With the statements that follow a CREATE TABLE in the order of their text."""
    out, tail = [], []
    for statement in text.split(";\n\n"):
        if re.match(r"(CREATE (UNIQUE )?INDEX|ALTER TABLE)", statement):
            tail.append(statement)
            continue
        out += sorted(tail) + [statement]
        tail = []
    return out + sorted(tail)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=["golden", "live", "record"])
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--retort")
    arguments = parser.parse_args()
    failed = compared = 0
    for path in sorted(CORPUS.glob("*.py")):
        if not re.search(arguments.name, path.stem):
            continue
        for dialect in dialects_of(path):
            golden = path.with_suffix(f".{dialect}.sql")
            if arguments.mode == "golden":
                expected = golden.read_text()
            else:
                expected = real_sql(path, dialect)
            if expected is None:
                failed += arguments.mode == "record"
                continue
            if arguments.mode == "record":
                golden.write_text(expected)
                continue
            compared += 1
            given = retort_sql(arguments.retort, path, dialect)
            want, got = statements(expected), statements(given)
            if want != got:
                failed += 1
                print(f"--- {path.stem} ({dialect})")
                lines = difflib.unified_diff("\n".join(want).splitlines(), "\n".join(got).splitlines(),
                                             "SQLAlchemy", "Retort", lineterm="", n=2)
                print("\n".join(lines))
    print(f"{compared} compared, {failed} failed")
    return 1 if failed or (arguments.mode != "record" and not compared) else 0


if __name__ == "__main__":
    sys.exit(main())
