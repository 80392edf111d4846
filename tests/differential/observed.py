"""On-line cases, construct by construct: what a script itself sees of a database.

A case is a file of observed/*.txt: Python that prepares (tables, rows, names), a line `---`, and
expressions, one a line. Each expression is evaluated in a migration script, in a savepoint of its
own, and what came out is written into a table: types and repr of every value, or the class of the
exception. Beside the names of PRELUDE an expression may use what the preparation bound. Leading
comments hold the settings of corpus.py: `# dialects:`, `# needs:`, `# differs:`; a line
`# dialects: ...` between the expressions holds for those that follow, until the next.
"""
import json
import pathlib
import re
import tempfile

import corpus
import sides

FOLDER = pathlib.Path(__file__).parent / "observed"
REVISION = "observed"

PRELUDE = '''from alembic import op
import datetime
import decimal
import uuid
import sqlalchemy as sa
from sqlalchemy import bindparam, case, cast, exists, func, inspect, literal, select, text
from sqlalchemy.dialects import mysql, postgresql, sqlite

revision = "observed"
down_revision = None
bind = None
counter = [0]


def rows(statement, *parameters):
    """All rows of a statement."""
    if isinstance(statement, str):
        statement = text(statement)
    return [tuple(row) for row in bind.execute(statement, *parameters).fetchall()]


def one(statement, *parameters):
    """The first value of the first row."""
    if isinstance(statement, str):
        statement = text(statement)
    return bind.execute(statement, *parameters).scalar()


def described(value):
    if isinstance(value, (list, tuple)):
        parts = [described(item) for item in value]
        return ("[" if isinstance(value, list) else "(") + ", ".join(parts) + ("]" if isinstance(value, list) else ")")
    if isinstance(value, dict):
        return "{" + ", ".join(sorted(repr(key) + ": " + described(value[key]) for key in value)) + "}"
    name = type(value).__name__
    return ("str" if name == "quoted_name" else name) + " " + repr(value)


def see(number, thunk):
    global bind
    bind = op.get_bind()
    try:
        with bind.begin_nested():
            seen = described(thunk())
    except Exception as error:
        seen = "raises " + type(error).__name__
    bind.execute(
        text("INSERT INTO seen (number, value) VALUES (:number, :value)"), {"number": number, "value": seen}
    )


def prepare(namespace):
    global bind
    bind = op.get_bind()


'''


class Case:
    def __init__(self, path):
        self.path = path
        self.name = path.stem
        text = path.read_text()
        self.preparation, _, body = text.partition("---\n")
        settings = dict(re.findall(r"^# (dialects|needs|differs): (.+)$", self.preparation, re.M))
        self.dialects = settings.get("dialects", " ".join(corpus.DIALECTS)).split()
        self.newest_only = "needs" in settings or "differs" in settings
        self.lines = []
        dialects, newest_only = self.dialects, False
        for line in body.splitlines():
            setting = re.match(r"# (dialects|newest): ?(.*)$", line)
            if setting and setting[1] == "dialects":
                dialects = setting[2].split() or self.dialects
            elif setting:
                newest_only = setting[2] == "yes"
            elif line.strip() and not line.startswith("#"):
                self.lines.append((dialects, newest_only, line))

    def expressions(self, dialect, newest):
        return [line for dialects, only, line in self.lines if dialect in dialects and (newest or not only)]

    def golden(self, dialect):
        return self.path.with_suffix(f".{dialect}.json")

    def script(self, expressions):
        """The migration script that writes down what each expression gives."""
        body = "".join(f"    see({number}, lambda: {line})\n" for number, line in enumerate(expressions))
        preparation = "".join(f"{line}\n" for line in self.preparation.splitlines() if not line.startswith("# "))
        return (
            PRELUDE
            + preparation
            + "\n\ndef upgrade():\n    global bind\n    bind = op.get_bind()\n    setup()\n"
            + '    op.create_table("seen", sa.Column("number", sa.Integer, primary_key=True, autoincrement=False), sa.Column("value", sa.Text))\n'
            + body
            + "\n\ndef downgrade():\n    pass\n"
        )


def load(pattern=""):
    return [case for case in map(Case, sorted(FOLDER.glob("*.txt"))) if re.search(pattern, case.name)]


def _run(side, case, dialect, expressions, root, target):
    place = pathlib.Path(tempfile.mkdtemp(dir=root)) / "project"
    ini = corpus.write_project(place, [], target.url, chained=True)
    (place / "versions" / f"{REVISION}.py").write_text(case.script(expressions))
    _, trouble = side.online(ini, "upgrade", "head")
    return trouble, {} if trouble else target.seen()


def can_prepare(side, case, dialect, root, database):
    target = database()
    try:
        return not _run(side, case, dialect, [], root, target)[0]
    finally:
        target.drop()


def observe(side, case, dialect, expressions, root, database, prepared=None):
    """What the side sees, by expression. Where the whole script fails, each by itself."""
    target = database()
    try:
        trouble, seen = _run(side, case, dialect, expressions, root, target)
    finally:
        target.drop()
    if not trouble:
        return {line: seen.get(number, "nothing") for number, line in enumerate(expressions)}
    if len(expressions) == 1 or prepared is False:
        return {line: "FAILED: " + trouble for line in expressions}
    if prepared is None and not can_prepare(side, case, dialect, root, database):
        return observe(side, case, dialect, expressions, root, database, prepared=False)
    middle = len(expressions) // 2
    result = observe(side, case, dialect, expressions[:middle], root, database, prepared=True)
    result.update(observe(side, case, dialect, expressions[middle:], root, database, prepared=True))
    return result


def read_golden(case, dialect):
    return json.loads(case.golden(dialect).read_text())


def write_golden(case, dialect, seen):
    case.golden(dialect).write_text(json.dumps(seen, indent=0, ensure_ascii=False) + "\n")
