"""The object that an application names `db`: SQLAlchemy's names and a declarative base.

As with Flask-Migrate, its engine is that of the database that is migrated; its session has a connection
of its own.
"""

import flask_sqlalchemy.database_uri as _unknown_uri
import sqlalchemy as _sa
import sqlalchemy.orm as _orm
from sqlalchemy.orm.impl import native as _native


_ORM_NAMES = (
    "aliased", "backref", "column_property", "composite", "contains_eager", "defer", "deferred", "foreign",
    "joinedload", "lazyload", "load_only", "make_transient", "mapped_column", "noload", "object_session", "raiseload",
    "reconstructor", "relationship", "remote", "selectinload", "Session", "subqueryload", "synonym", "undefer",
    "validates", "with_polymorphic",
)  # fmt: skip


class _Engines:
    def __init__(self, engine):
        self._engine = engine

    def __getitem__(self, bind_key):
        return self._engine

    def get(self, bind_key, default=None):
        return self._engine


class BaseQuery(_orm.Query):
    """The name that older releases have for the class of queries."""


class _SessionQuery:
    """`User.query`, made when it is asked for."""

    def __init__(self, database):
        self._database = database

    def __get__(self, instance, owner):
        return self._database.session.query(owner)


def _snake_case(name):
    words = []
    for position, sign in enumerate(name):
        before = name[position - 1] if position else ""
        after = name[position + 1] if position + 1 < len(name) else ""
        begins = sign.isupper() and (before.islower() or before.isdigit() or (position and after.islower()))
        words.append("_" + sign if begins else sign)
    return "".join(words).lower().lstrip("_")


def _is_named(cls):
    """Whether the class, or what it takes its table from, has a __tablename__."""
    for base in cls.__mro__:
        if "__tablename__" not in base.__dict__:
            continue
        if isinstance(base.__dict__["__tablename__"], _orm.declared_attr):
            return True
        inherited = base is not cls and not base.__dict__.get("__abstract__") and "__mapper__" in base.__dict__
        return not inherited
    return False


def _is_single_table(cls):
    """A class below a mapped one without a primary key of its own shares the table."""
    if "__table__" in cls.__dict__ or not any("__mapper__" in base.__dict__ for base in cls.__mro__[1:]):
        return False
    for base in cls.__mro__:
        if "__mapper__" in base.__dict__:
            break
        if any(_is_key(value) for value in base.__dict__.values()):
            return False
    arguments = cls.__dict__.get("__table_args__")
    return not (isinstance(arguments, tuple) and any(isinstance(one, _sa.PrimaryKeyConstraint) for one in arguments))


def _is_key(value):
    if _native.is_unknown(value):
        return False
    if isinstance(value, _sa.Column):
        return value.primary_key
    keywords = getattr(value, "keywords", None)
    return isinstance(keywords, dict) and bool(keywords.get("primary_key"))


class SQLAlchemy:
    def __init__(self, app=None, *, metadata=None, session_options=None, model_class=None, query_class=None,
                 disable_autonaming=False, **keywords):
        self._names_tables = not disable_autonaming
        self._metadata = metadata
        self._session_options = session_options or {}
        self._model_class = model_class
        self._binds = {}
        self._app = app

    def init_app(self, app):
        self._app = app

    def _uri(self):
        """What the application's configuration says, for env.py: a script has the run's database."""
        if self._app is None or _native.is_unknown(self._app):
            return _unknown_uri
        uri = self._app.config.get("SQLALCHEMY_DATABASE_URI", _unknown_uri)
        if _native.is_unknown(uri) or not isinstance(uri, str) or not uri.startswith("sqlite"):
            return uri
        scheme, slashes, path = uri.partition(":///")
        if path in ("", ":memory:") or path.startswith(("/", "file:")):
            return uri
        return scheme + slashes + self._app.instance_path + "/" + path

    def get_engine(self, app=None, bind=None, **keywords):
        return self.engine

    def Table(self, name, *args, bind_key=None, **keywords):
        if not args or not isinstance(args[0], _sa.MetaData):
            args = (self._metadata_of(bind_key), *args)
        return _sa.Table(name, *args, **keywords)

    def _metadata_of(self, bind_key):
        if bind_key is None:
            return self.metadata
        return self._binds.setdefault(bind_key, _sa.MetaData())

    def _make(self, name):
        if name == "engine":
            return _sa.create_engine(uri_of_application=self._uri)
        if name == "engines":
            return _Engines(self.engine)
        if name == "session":
            return _orm.scoped_session(_orm.sessionmaker(bind=self.engine))
        if name == "metadata":
            return self._metadata if self._metadata is not None else self.Model.metadata
        if name == "metadatas":
            return {None: self.metadata, **self._binds}
        if name == "Query":
            return _orm.Query
        if name == "Model":
            return self._make_model()
        return getattr(_orm if name in _ORM_NAMES else _sa, name)

    def _make_model(self):
        arguments = {} if self._metadata is None else {"metadata": self._metadata}
        given = self._model_class
        if isinstance(given, type) and issubclass(given, _orm.DeclarativeBase):
            base = given
            if self._metadata is not None:
                base.metadata = self._metadata
        elif isinstance(given, type) and hasattr(given, "_sa_registry"):
            base = given
        elif isinstance(given, type):
            base = _orm.declarative_base(cls=given, **arguments)
        else:
            base = _orm.declarative_base(**arguments)
        base.query = _SessionQuery(self)
        mapped = base.__init_subclass__
        mapped = getattr(mapped, "__func__", mapped)
        names_tables = self._names_tables

        def name_and_map(cls, **keywords):
            if cls.__dict__.get("__bind_key__") is not None:
                cls.metadata = self._metadata_of(cls.__dict__["__bind_key__"])
            if not names_tables:
                pass
            elif _is_single_table(cls):
                if isinstance(cls.__dict__.get("__tablename__"), str):
                    del cls.__tablename__
            elif not (_is_named(cls) or "__table__" in cls.__dict__ or cls.__dict__.get("__abstract__")):
                cls.__tablename__ = _snake_case(cls.__name__)
            mapped(cls, **keywords)

        base.__init_subclass__ = classmethod(name_and_map)
        return base

    def __getattr__(self, name):
        value = self._make(name)
        setattr(self, name, value)
        return value
