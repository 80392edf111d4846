"""URLs of databases, as scripts look at those of their bind."""

import re

import sqlalchemy as sa
from alembic import op

_PARTS = re.compile(
    r"(?P<drivername>[\w+]+)://"
    r"(?:(?P<username>[^:/@]*)(?::(?P<password>[^@]*))?@)?"
    r"(?:(?P<host>[^/:?]*)(?::(?P<port>\d+))?)?"
    r"(?:/(?P<database>[^?]*))?"
)

_CURRENT = {
    "postgresql": "SELECT current_database()",
    "mysql": "SELECT DATABASE()",
    "mariadb": "SELECT DATABASE()",
    "sqlite": "SELECT file FROM pragma_database_list WHERE name = 'main'",
}


class URL:
    def __init__(self, drivername, username=None, password=None, host=None, port=None, database=None):
        self.drivername = drivername
        self.username = username
        self.password = password
        self.host = host
        self.port = port
        self.database = database

    def get_backend_name(self):
        return self.drivername.split("+")[0]

    def get_driver_name(self):
        return self.drivername.split("+")[-1]

    def render_as_string(self, hide_password=True):
        return f"{self.drivername}://"

    def __str__(self):
        return self.render_as_string()

    def __repr__(self):
        return self.render_as_string()


class _BindURL(URL):
    """The way to the server stays with Retort; the database's name is asked of the server."""

    def __init__(self, dialect):
        self.drivername = f"{dialect.name}+{dialect.driver}"

    @property
    def database(self):
        return op.get_bind().execute(sa.text(_CURRENT[self.get_backend_name()])).scalar()


def _url_of_bind():
    return _BindURL(op.get_bind().dialect)


def make_url(name):
    if isinstance(name, URL):
        return name
    parts = _PARTS.match(name).groupdict()
    parts["port"] = int(parts["port"]) if parts["port"] else None
    return URL(**parts)
