"""Events: those of sessions, mapped classes and their attributes, of types and columns, and of tables."""

from sqlalchemy import _attachment
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm.impl import events as _events

_KNOWN = _events.SESSION_EVENTS + _events.MAPPER_EVENTS + _events.ATTRIBUTE_EVENTS
_ATTACHMENT = ("before_parent_attach", "after_parent_attach")
_DDL = ("before_create", "after_create", "before_drop", "after_drop")
# What cannot happen here, or what nobody can see: connections are Retort's own.
_WITHOUT_EFFECT = (
    "checkin", "close", "begin", "commit", "rollback",
    "mapper_configured", "after_configured", "before_configured", "class_instrument", "after_begin",
    "after_transaction_create", "after_transaction_end", "pending_to_persistent", "persistent_to_deleted",
    "after_attach", "before_attach", "instrument_class", "refresh", "expire", "column_reflect", "after_soft_rollback",
)
# The same for scripts; what stands for engines while env.py is read calls these.
_OF_CONNECTIONS = ("connect", "first_connect", "checkout", "engine_connect", "do_connect")
connection_listeners = []


def listen(target, identifier, fn, *args, **kw):
    if identifier in _KNOWN:
        _events.add(target, identifier, fn, kw.get("retval", False))
    elif identifier in _ATTACHMENT + _DDL:
        _attachment.listen(target, identifier, fn)
    elif identifier in _OF_CONNECTIONS:
        connection_listeners.append((target, identifier, fn))
    elif identifier not in _WITHOUT_EFFECT:
        raise InvalidRequestError(
            f"the event '{identifier}' cannot be listened for here; known are {', '.join(_KNOWN + _ATTACHMENT + _DDL)}"
        )


def listens_for(target, identifier, *args, **kw):
    def decorate(fn):
        listen(target, identifier, fn, *args, **kw)
        return fn

    return decorate


def remove(target, identifier, fn):
    if identifier in _OF_CONNECTIONS:
        connection_listeners.remove((target, identifier, fn))
        return
    if identifier in _ATTACHMENT + _DDL:
        _attachment.remove(target, identifier, fn)
        return
    _events.remove(target, identifier, fn)


def contains(target, identifier, fn):
    if identifier in _OF_CONNECTIONS:
        return (target, identifier, fn) in connection_listeners
    if identifier in _ATTACHMENT + _DDL:
        return _attachment.contains(target, identifier, fn)
    return _events.contains(target, identifier, fn)
