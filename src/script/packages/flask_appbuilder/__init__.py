"""Flask-AppBuilder's class of the object that an application names `db`.

Model, Base and the mixins stay unknown: the tables of users and roles stand in the same metadata, and only the package
knows them.
"""

import flask_appbuilder.Model as _model
import flask_sqlalchemy as _flask_sqlalchemy


class SQLA(_flask_sqlalchemy.SQLAlchemy):
    def _make(self, name):
        if name == "Model":
            return _model
        if name in ("metadata", "metadatas"):
            return getattr(_model, name)
        return super()._make(name)
