"""The object that an application names `db`: SQLAlchemy's names and a declarative base.

As with Flask-Migrate, its engine is that of the database that is migrated; its session has a connection
of its own.
"""

import sqlalchemy as _sa
import sqlalchemy.orm as _orm


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


class SQLAlchemy:
    def __init__(self, app=None, *, metadata=None, session_options=None, model_class=None, **keywords):
        self._metadata = metadata
        self._session_options = session_options or {}
        self._model_class = model_class

    def init_app(self, app):
        pass

    def get_engine(self, app=None, bind=None, **keywords):
        return self.engine

    def Table(self, name, *args, **keywords):
        if not args or not isinstance(args[0], _sa.MetaData):
            args = (self.metadata, *args)
        return _sa.Table(name, *args, **keywords)

    def _make(self, name):
        if name == "engine":
            return _sa.create_engine()
        if name == "engines":
            return _Engines(self.engine)
        if name == "session":
            return _orm.scoped_session(_orm.sessionmaker(bind=self.engine))
        if name == "metadata":
            return self._metadata if self._metadata is not None else self.Model.metadata
        if name == "Query":
            return _orm.Query
        if name == "Model":
            return self._make_model()
        return getattr(_orm if name in _ORM_NAMES else _sa, name)

    def _make_model(self):
        arguments = {} if self._metadata is None else {"metadata": self._metadata}
        base = _orm.declarative_base(**arguments)
        base.query = self.session.query_property()
        return base

    def __getattr__(self, name):
        value = self._make(name)
        setattr(self, name, value)
        return value
