"""Events: those of sessions, mapped classes and their attributes, of types and columns, and of tables."""

from sqlalchemy import _attachment
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm.impl import events as _events
from sqlalchemy.orm.impl import native as _native

_KNOWN = _events.SESSION_EVENTS + _events.MAPPER_EVENTS + _events.ATTRIBUTE_EVENTS
_ATTACHMENT = ("before_parent_attach", "after_parent_attach")
_DDL = ("before_create", "after_create", "before_drop", "after_drop")
# What cannot happen here, or what nobody can see: connections are Retort's own.
_WITHOUT_EFFECT = (
    "checkin", "close", "begin", "commit", "rollback", "class_instrument", "after_begin",
    "after_transaction_create", "after_transaction_end", "pending_to_persistent", "persistent_to_deleted",
    "after_attach", "before_attach", "refresh", "expire", "column_reflect",
    "after_soft_rollback",
)
# Those of instances, sessions, queries and statements: nothing that happens while models are read.
_OF_USE = (
    "append", "append_wo_mutation", "remove", "bulk_replace", "modified", "init_scalar", "init_collection",
    "dispose_collection", "attribute_instrument", "class_uninstrument", "init_failure", "refresh_flush", "pickle",
    "unpickle", "after_bulk_update", "after_bulk_delete", "do_orm_execute", "transient_to_pending",
    "pending_to_transient", "persistent_to_transient", "persistent_to_detached", "detached_to_persistent",
    "loaded_as_persistent", "deleted_to_persistent", "deleted_to_detached", "before_compile",
    "before_compile_update", "before_compile_delete", "before_execute", "after_execute", "before_cursor_execute",
    "after_cursor_execute", "handle_error", "set_connection_execution_options", "set_engine_execution_options",
    "engine_disposed", "do_execute", "do_executemany", "do_execute_no_params", "do_setinputsizes", "savepoint",
    "rollback_savepoint", "release_savepoint", "begin_twophase", "prepare_twophase", "rollback_twophase",
    "commit_twophase", "reset", "invalidate", "soft_invalidate", "detach", "close_detached",
)
# The same for scripts; what stands for engines while env.py is read calls these.
_OF_CONNECTIONS = ("connect", "first_connect", "checkout", "engine_connect", "do_connect")
connection_listeners = []


def listen(target, identifier, fn, *args, **kw):
    if identifier in _events.MAPPING_EVENTS:
        _events.add(target, identifier, fn, kw.get("propagate", False))
    elif identifier in _KNOWN:
        _events.add(target, identifier, fn, kw.get("retval", False))
    elif identifier in _ATTACHMENT + _DDL:
        _attachment.listen(target, identifier, fn)
    elif identifier in _OF_CONNECTIONS:
        connection_listeners.append((target, identifier, fn))
    elif identifier not in _WITHOUT_EFFECT and not (identifier in _OF_USE and _native.reads_definitions()):
        raise InvalidRequestError(
            f"the event '{identifier}' cannot be listened for here; known are "
            f"{', '.join(_KNOWN + _events.MAPPING_EVENTS + _ATTACHMENT + _DDL)}"
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
