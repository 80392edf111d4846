"""The corpus: one small migration script for each directive, option, type or habit.

A script's leading comments may hold settings beside its description:

    # dialects: postgresql          only there (postgresql, sqlite, mysql, mariadb); all when absent
    # modes: offline                only that way (offline, online); both when absent
    # modes on mysql: offline       the same, for MySQL and MariaDB only
    # needs: SQLAlchemy 2.0         Debian's Alembic cannot run it; or the package that it imports, which is
                                    on RETORT_ALEMBIC_PYTHONPATH when it is recorded, and not needed later
    # differs: the reason           Debian's older Alembic renders it in another way
    # differs on mysql: the reason  the same, for MySQL and MariaDB only

Every script stands alone: it creates what it changes, under names that no other script uses.
"""
import pathlib
import re

CORPUS = pathlib.Path(__file__).parent / "corpus"
DIALECTS = ("postgresql", "sqlite", "mysql", "mariadb")
MODES = ("offline", "online")

ENV_PY = '''
from alembic import context
from sqlalchemy import create_engine, pool

url = context.config.get_main_option("sqlalchemy.url")
if context.is_offline_mode():
    context.configure(url=url, literal_binds=True, dialect_opts={"paramstyle": "named"})
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url, poolclass=pool.NullPool).connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
'''


class Script:
    def __init__(self, path):
        self.path = path
        self.name = path.stem
        self.text = path.read_text()
        settings = dict(re.findall(r"^# (dialects|modes(?: on mysql)?|needs|differs(?: on mysql)?): (.+)$", self.text, re.M))
        self.dialects = settings.get("dialects", " ".join(DIALECTS)).split()
        self.modes = settings.get("modes", " ".join(MODES)).split()
        self.modes_on_mysql = settings.get("modes on mysql", " ".join(self.modes)).split()
        self.needs = settings.get("needs")
        self.differs = settings.get("differs")
        self.differs_on_mysql = settings.get("differs on mysql")
        if not set(self.dialects) <= set(DIALECTS) or not set(self.modes) <= set(MODES):
            raise SystemExit(f"{path}: unknown dialect or mode")

    def golden(self, dialect):
        """Where the recorded offline SQL stands."""
        return self.path.with_suffix(f".{dialect}.sql")

    def runs(self, dialect, mode):
        modes = self.modes_on_mysql if dialect.startswith("m") else self.modes
        return dialect in self.dialects and mode in modes

    def runs_in_older(self, dialect):
        """Whether Debian's Alembic gives the same."""
        differs = self.differs or (dialect.startswith("m") and self.differs_on_mysql)
        return not (self.needs or differs)


def load(pattern=""):
    return [s for s in map(Script, sorted(CORPUS.glob("*.py"))) if re.search(pattern, s.name)]


def write_project(root, scripts, url, chained):
    """Writes an Alembic project of the scripts: one line of history, or else a base each."""
    versions = root / "versions"
    versions.mkdir(parents=True)
    previous = None
    for script in scripts:
        text = script.text
        if chained:
            text = text.replace("down_revision = None", f"down_revision = {previous!r}", 1)
        (versions / script.path.name).write_text(text)
        previous = script.name
    (root / "env.py").write_text(ENV_PY)
    (root / "script.py.mako").write_text("")
    ini = root / "alembic.ini"
    ini.write_text(f"[alembic]\nscript_location = %(here)s\nsqlalchemy.url = {url}\n")
    return ini
