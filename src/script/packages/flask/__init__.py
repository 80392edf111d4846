"""Flask while migrations run: there is an application, which only it knows, and no request.

Of an application that env.py or a script makes itself the configuration counts, as the project's modules write it;
what else it is stays unknown.
"""

import flask.Flask as _unknown
import flask.current_app as _current_app
from flask.config import Config
from sqlalchemy.orm.impl import native as _native

current_app = _current_app


class AppContext:
    """What `with app.app_context():` enters."""

    def __init__(self, app):
        self.app = app

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def push(self):
        pass

    def pop(self, exc=None):
        pass


class Flask:
    def __init__(self, import_name, *args, instance_path=None, instance_relative_config=False, **keywords):
        self.import_name = import_name
        self.name = import_name
        self.config = Config(import_name, instance_relative_config)
        self._instance_path = instance_path
        self._unknown = _unknown()
        supplied = self._unknown.config
        if not _native.is_unknown(supplied):
            self.config.update(supplied)

    def __getattr__(self, name):
        return getattr(self._unknown, name)

    @property
    def instance_path(self):
        return self.config._instance_path() if self._instance_path is None else self._instance_path

    def app_context(self):
        return AppContext(self)

    def register_blueprint(self, blueprint, **options):
        pass


def has_request_context():
    return False


def has_app_context():
    return True
