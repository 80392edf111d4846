"""Warnings are shown by the host, or not at all."""

import logging


def warn(message, category=None, stacklevel=1, source=None):
    if not isinstance(message, str):
        category, message = type(message), str(message)
    logging.getLogger("py.warnings").warning("%s: %s", (category or UserWarning).__name__, message)


def simplefilter(action, category=Warning, lineno=0, append=False):
    pass


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    pass


def resetwarnings():
    pass


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record

    def __enter__(self):
        return [] if self._record else None

    def __exit__(self, *details):
        return None
