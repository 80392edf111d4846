"""Types of pydantic's that applications make URLs and passwords of."""


class AliasChoices:
    def __init__(self, *choices):
        self.choices = list(choices)


class SecretStr:
    def __init__(self, secret_value):
        self._secret_value = secret_value

    def get_secret_value(self):
        return self._secret_value

    def __str__(self):
        return "**********" if self._secret_value else ""

    def __repr__(self):
        return "SecretStr('" + str(self) + "')"

    def __len__(self):
        return len(self._secret_value)


class Url(str):
    """A text with the parts of a URL; pydantic 1 and 2 have one class or another for it."""

    def unicode_string(self):
        return str(self)

    encoded_string = unicode_string

    def _rest(self):
        return self.partition("://")[2]

    @property
    def scheme(self):
        return self.partition("://")[0]

    @property
    def path(self):
        slash, path = self._rest().partition("/")[1:]
        return slash + path.partition("?")[0] if slash else None

    @property
    def query(self):
        return self.partition("?")[2] or None

    @property
    def _place(self):
        return self._rest().partition("/")[0].rpartition("@")[2]

    @property
    def host(self):
        return self._place.partition(":")[0]

    @property
    def port(self):
        port = self._place.partition(":")[2]
        return int(port) if port else None

    @property
    def username(self):
        return self._rest().rpartition("@")[0].partition(":")[0] or None

    user = username

    @property
    def password(self):
        return self._rest().rpartition("@")[0].partition(":")[2] or None

    def hosts(self):
        return [{"username": self.username, "password": self.password, "host": self.host, "port": self.port}]

    @classmethod
    def build(cls, *, scheme, user=None, username=None, password=None, host=None, port=None, path=None, query=None,
              **keywords):
        user = username or user
        text = scheme + "://"
        if user or password:
            text += (user or "") + (":" + password if password else "") + "@"
        text += host or ""
        if port:
            text += ":" + str(port)
        if path:
            text += ("" if path.startswith("/") else "/") + path
        return cls(text + ("?" + query if query else ""))


MultiHostUrl = AnyUrl = Url


def build_dsn_class(name):
    return Url
