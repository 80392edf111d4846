"""The object that an application names `db`: SQLAlchemy's names and a declarative base."""

import flask_sqlalchemy.application as _application
import sqlalchemy as _sa
import sqlalchemy.orm as _orm


class SQLAlchemy:
    def __init__(self, *args, **keywords):
        pass

    def init_app(self, app):
        pass

    def __getattr__(self, name):
        if name in ("session", "engine", "engines", "get_engine"):
            return getattr(_application, name)
        if name in ("Model", "Query"):
            value = _orm.declarative_base()
        elif hasattr(_sa, name) and name not in ("relationship", "Session"):
            value = getattr(_sa, name)
        else:
            value = getattr(_orm, name)
        setattr(self, name, value)
        return value
