"""URLs of databases, as scripts look at those of their bind."""

import re
import urllib.parse as _parse

import sqlalchemy as sa
from alembic import op

_PARTS = re.compile(
    r"(?P<drivername>[\w+]+)://"
    r"(?:(?P<username>[^:/@]*)(?::(?P<password>[^@]*))?@)?"
    r"(?:(?P<host>[^/:?]*)(?::(?P<port>\d+))?)?"
    r"(?:/(?P<database>[^?]*))?"
    r"(?:\?(?P<query>.*))?"
)

_CURRENT = {
    "postgresql": "SELECT current_database()",
    "mysql": "SELECT DATABASE()",
    "mariadb": "SELECT DATABASE()",
    "sqlite": "SELECT file FROM pragma_database_list WHERE name = 'main'",
}


def _quoted(text):
    return _parse.quote(str(text), safe=" +")


class URL:
    def __init__(self, drivername, username=None, password=None, host=None, port=None, database=None, query=None):
        self.drivername = drivername
        self.username = username
        self.password = password
        self.host = host
        self.port = port
        self.database = database
        self.query = dict(query or {})

    @classmethod
    def create(cls, drivername, username=None, password=None, host=None, port=None, database=None, query=None):
        return cls(drivername, username, password, host, port, database, query)

    def set(self, **changes):
        names = ("drivername", "username", "password", "host", "port", "database", "query")
        return type(self)(**{**{name: getattr(self, name) for name in names}, **changes})

    _replace = set

    def update_query_dict(self, query_parameters, append=False):
        return self.set(query={**self.query, **query_parameters})

    def difference_update_query(self, names):
        return self.set(query={key: value for key, value in self.query.items() if key not in names})

    def get_backend_name(self):
        return self.drivername.split("+")[0]

    def get_driver_name(self):
        return self.drivername.split("+")[-1]

    def render_as_string(self, hide_password=True):
        text = self.drivername + "://"
        if self.username is not None:
            text += _quoted(self.username)
            if self.password is not None:
                text += ":" + ("***" if hide_password else _quoted(self.password))
            text += "@"
        if self.host is not None:
            text += f"[{self.host}]" if ":" in self.host else self.host
        if self.port is not None:
            text += ":" + str(self.port)
        if self.database is not None:
            text += "/" + self.database
        pairs = []
        for key in sorted(self.query):
            values = self.query[key]
            for value in values if isinstance(values, (list, tuple)) else [values]:
                pairs.append(_parse.quote_plus(key) + "=" + _parse.quote_plus(str(value)))
        return text + ("?" + "&".join(pairs) if pairs else "")

    def __to_string__(self, hide_password=True):
        return self.render_as_string(hide_password)

    def __str__(self):
        return self.render_as_string(hide_password=False)

    def __repr__(self):
        return self.render_as_string()

    def __eq__(self, other):
        return isinstance(other, URL) and str(self) == str(other)

    def __hash__(self):
        return hash(str(self))


class _BindURL(URL):
    """The way to the server stays with Retort; the database's name is asked of the server."""

    def __init__(self, dialect):
        self.drivername = f"{dialect.name}+{dialect.driver}"

    def render_as_string(self, hide_password=True):
        return f"{self.drivername}://"

    @property
    def database(self):
        return op.get_bind().execute(sa.text(_CURRENT[self.get_backend_name()])).scalar()


def _url_of_bind():
    return _BindURL(op.get_bind().dialect)


def make_url(name):
    if not isinstance(name, str):
        return name
    match = _PARTS.match(name)
    if match is None:
        raise sa.exc.ArgumentError("Could not parse SQLAlchemy URL from given URL string")
    parts = match.groupdict()
    parts["port"] = int(parts["port"]) if parts["port"] else None
    parts["host"] = parts["host"] or None
    for name in ("username", "password"):
        if parts[name] is not None:
            parts[name] = _parse.unquote(parts[name])
    parts["query"] = dict(_parse.parse_qsl(parts["query"] or ""))
    return URL(**parts)
