"""Flask while migrations run: there is an application, which only it knows, and no request."""

import flask.current_app as _current_app

current_app = _current_app


def has_request_context():
    return False


def has_app_context():
    return True
