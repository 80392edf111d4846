"""URLs of databases, as scripts look at those of their bind."""

import sqlalchemy as sa
from alembic import op

_CURRENT = {
    "postgresql": "SELECT current_database()",
    "mysql": "SELECT DATABASE()",
    "mariadb": "SELECT DATABASE()",
    "sqlite": "SELECT file FROM pragma_database_list WHERE name = 'main'",
}


def _quoted(text):
    from urllib.parse import quote

    return quote(str(text), safe=" +")


def _unquoted(text):
    if text is None or "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text)


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
        if not self.query:
            return text
        from urllib.parse import quote_plus

        pairs = []
        for key in sorted(self.query):
            values = self.query[key]
            for value in values if isinstance(values, (list, tuple)) else [values]:
                pairs.append(quote_plus(key) + "=" + quote_plus(str(value)))
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


def _until(text, ends):
    """What comes before the first of these characters, and the rest."""
    places = [at for at in map(text.find, ends) if at >= 0]
    at = min(places) if places else len(text)
    return text[:at], text[at:]


def _login(rest):
    """User and password, and what follows the @."""
    user, more = _until(rest, ":/")
    if more.startswith(":") and "@" in more:
        password, _, rest = more[1:].partition("@")
        return user, password, rest
    user, at, host = user.rpartition("@")
    return (user, None, host + more) if at else (None, None, rest)


def _server(rest):
    """Host and port, and what follows them."""
    place, rest = _until(rest, "/?")
    if place.startswith("[") and "]" in place:
        host, _, port = place[1:].rpartition("]")
        return host, port[1:], rest
    host, _, port = place.partition(":")
    return host, port, rest


def _query(text):
    from urllib.parse import parse_qsl

    query = {}
    for key, value in parse_qsl(text):
        query.setdefault(key, []).append(value)
    return {key: tuple(values) if len(values) > 1 else values[0] for key, values in query.items()}


def make_url(name):
    if not isinstance(name, str):
        return name
    drivername, found, rest = name.partition("://")
    if not found or not drivername.replace("+", "_").replace("_", "a").isalnum():
        raise sa.exc.ArgumentError("Could not parse SQLAlchemy URL from given URL string")
    user, password, rest = _login(rest)
    host, port, rest = _server(rest)
    path, _, query = rest.partition("?")
    return URL(
        drivername,
        _unquoted(user),
        _unquoted(password),
        host or None,
        int(port) if port else None,
        path[1:] if path else None,
        _query(query) if query else {},
    )
