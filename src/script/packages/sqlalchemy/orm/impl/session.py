"""Session: instances, their identity, and the connection that they are read and written through."""

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm.impl import bulk, events, loading, mutable, native, unitofwork
from sqlalchemy.orm.impl.attributes import ObjectDeletedError, UnmappedInstanceError, state_of
from sqlalchemy.orm.impl.collections import items_of
from sqlalchemy.orm.impl.mapping import configure_mappers
from sqlalchemy.orm.impl.query import Query


class Session:
    def __init__(self, bind=None, *, autoflush=True, future=True, expire_on_commit=True, autobegin=True,
                 twophase=False, binds=None, enable_baked_queries=True, info=None, query_cls=None,
                 autocommit=False, join_transaction_mode=None, close_resets_only=None):
        configure_mappers()
        self.bind = bind
        self.autoflush = autoflush
        self.expire_on_commit = expire_on_commit
        self.info = dict(info or {})
        self.query_class = query_cls or Query
        self._binds = binds
        self._connected = None
        self._clear()
        self._has_mutables = False
        self._insertions = 0
        self._births = 0
        self._committed_births = 0
        self._savepoint = None
        self._flushing = False
        self._failed = False  # a flush failed; until a rollback nothing goes on
        self._nested = []

    def _clear(self):
        self.identity_map = native.IdentityMap()
        self._departed = {}  # states of rows that were deleted in this transaction
        self._new = {}  # state -> instance, in the order of add()
        self._modified = {}
        self._deleted = {}

    # ---- the connection

    def get_bind(self, *arguments, **keywords):
        if self.bind is None:
            raise exc.UnboundExecutionError(
                "Could not locate a bind configured on SQL expression or this Session."
            )
        return self.bind

    def _require_working(self):
        if self._failed:
            raise exc.PendingRollbackError(
                "This Session's transaction has been rolled back due to a previous exception during "
                "flush. To begin a new transaction with this Session, first issue Session.rollback()."
            )

    def _connection(self):
        self._require_working()
        if self._connected is None:
            bind = self.get_bind()
            connection = bind.connect() if isinstance(bind, sa.engine.Engine) else bind
            if connection is bind and self._is_nested(bind):
                self._savepoint = bind.begin_nested()
            self._connected = connection
        return self._connected

    def _is_nested(self, connection):
        try:
            return connection.in_nested_transaction()
        except AttributeError:
            connection.close()  # what SQLAlchemy calls next where there is no database
            raise

    def _disconnect(self, method):
        """Ends the transaction. That of a connection which was given goes on after a commit."""
        connection, savepoint = self._connected, self._savepoint
        self._connected = self._savepoint = None
        if connection is None:
            return
        if savepoint is not None:
            getattr(savepoint, method)()
        elif connection is not self.bind:
            getattr(connection, method)()
            connection.close()
        elif method == "rollback":
            connection.rollback()

    def connection(self, *arguments, **keywords):
        return self._connection()

    @property
    def is_active(self):
        return True

    @property
    def no_autoflush(self):
        return _NoAutoflush(self)

    def _autoflush(self):
        if self.autoflush and not self._flushing:
            self.flush()

    # ---- statements

    def execute(self, statement, params=None, *, execution_options=None, bind_arguments=None, **keywords):
        if isinstance(statement, sa.Select) and not statement._is_compound:
            items = statement._entities
            if loading.has_entities(items):
                return self._execute_select(statement, items, params, execution_options or {})
        mapper = self._bulk_target(statement)
        if mapper is not None and isinstance(params, list) and params:
            return self._execute_bulk(statement, mapper, params)
        self._autoflush()
        result = self._connection().execute(statement, params)
        if mapper is not None and self.identity_map.size():
            self._expire_class(mapper)
        return result

    def _execute_select(self, statement, items, params, options):
        self._autoflush()
        given = statement._execution_options
        refresh = bool(options.get("populate_existing") or given.get("populate_existing"))
        plan = loading.Plan(self, items, statement._loader_options, refresh)
        rows = self._connection().execute(native.raw(plan.statement(statement)), params)
        if options.get("yield_per") or given.get("yield_per") or given.get("stream_results"):
            return loading.Result((plan.read(row) for row in rows), plan)
        return loading.Result(plan.read_all(rows.fetchall()), plan)

    def _bulk_target(self, statement):
        """The mapper behind the table of an INSERT, UPDATE or DELETE, if there is one."""
        table = getattr(statement, "table", None)
        cls = getattr(table, "_orm_class", None) if table is not None else None
        return None if cls is None else cls.__mapper__

    def _execute_bulk(self, statement, mapper, params):
        self._autoflush()
        if isinstance(statement, sa.Insert):
            return bulk.insert_mappings(self, mapper, params, statement)
        if isinstance(statement, sa.Update):
            return bulk.update_mappings(self, mapper, params)
        return self._connection().execute(statement, params)

    def _expire_class(self, mapper):
        for instance in self.identity_map.values():
            if state_of(instance).mapper.isa(mapper) and not state_of(instance).changes:
                self.expire(instance)

    def scalar(self, statement, params=None, **keywords):
        return self.execute(statement, params, **keywords).scalar()

    def scalars(self, statement, params=None, **keywords):
        return self.execute(statement, params, **keywords).scalars()

    def query(self, *entities, **keywords):
        return self.query_class(list(entities), self)

    def get(self, entity, ident, *, options=(), populate_existing=False, **keywords):
        mapper = loading.mapper_of(entity)
        identity = self._identity(mapper, ident)
        instance = self.identity_map.get((mapper.key_class, identity))
        if instance is not None and not populate_existing:
            state = state_of(instance)
            if state.was_deleted:
                return None
            if not native.has(instance, mapper.key_attributes[0]):
                return instance if self._refresh(instance, state, missing_ok=True) else None
            return instance
        query = Query([entity], self).options(*options)
        if populate_existing:
            query = query.populate_existing()
        for column, value in zip(mapper.primary_key, identity):
            query = query.filter(column == value)
        return query.one_or_none()

    def get_one(self, entity, ident, **keywords):
        found = self.get(entity, ident, **keywords)
        if found is None:
            raise exc.NoResultFound("No row was found when one was required")
        return found

    def _identity(self, mapper, ident):
        if isinstance(ident, dict):
            return tuple([ident[key] for key in mapper.key_attributes])
        if isinstance(ident, (tuple, list)):
            identity = tuple(ident)
        else:
            identity = (ident,)
        if len(identity) != len(mapper.primary_key):
            raise exc.InvalidRequestError(
                f"Incorrect number of values in identifier to formulate primary key for session.get(); "
                f"primary key columns are {', '.join(repr(str(column)) for column in mapper.primary_key)}"
            )
        return identity

    # ---- instances

    def add(self, instance, _warn=True):
        self._cascade_add(instance)

    def add_all(self, instances):
        for instance in instances:
            self._cascade_add(instance)

    def _cascade_add(self, instance):
        """Takes the instance in, and those that it leads to."""
        waiting = [instance]
        seen = set()
        while waiting:
            instance = waiting.pop(0)
            if id(instance) in seen:
                continue
            seen.add(id(instance))
            state = self._checked(instance)
            if state.session is None:
                self._attach(instance, state)
            elif state.session is not self:
                raise exc.InvalidRequestError(
                    f"Object '<{type(instance).__name__}>' is already attached to another session"
                )
            self._deleted.pop(state, None)
            for relation in state.mapper.known_relationships:
                if "save-update" in relation.cascade and native.has(instance, relation.key):
                    waiting.extend(_related(instance, relation))

    def _checked(self, instance):
        if getattr(type(instance), "__mapper__", None) is None:
            kind = type(instance)
            name = f"{kind.__module__}.{kind.__name__}"
            raise UnmappedInstanceError(f"Class '{name}' is not mapped")
        return state_of(instance)

    def _attach(self, instance, state):
        state.session = self
        if state.key is None:
            self._insertions += 1
            state.insert_order = self._insertions
            self._new[state] = instance
        else:
            self.identity_map.add(state.key, instance)
            if state.changes:
                self._modified[state] = instance

    def delete(self, instance):
        state = self._checked(instance)
        if state.key is None:
            raise exc.InvalidRequestError(f"Instance '<{type(instance).__name__}>' is not persisted")
        if state.session is None:
            self._attach(instance, state)
        # Looking at what goes with it may flush, so that nothing is marked before.
        found = {}
        self._cascade_delete(instance, found)
        for other in found.values():
            self._deleted[state_of(other)] = other

    def _cascade_delete(self, instance, found):
        state = state_of(instance)
        if state in self._deleted or id(instance) in found:
            return
        found[id(instance)] = instance
        for relation in state.mapper.relationships:
            if "delete" in relation.cascade:
                for other in _related(instance, relation):
                    if state_of(other).key is not None:
                        self._cascade_delete(other, found)

    def delete_all(self, instances):
        for instance in instances:
            self.delete(instance)

    def merge(self, instance, *, load=True, options=None):
        return self._merge(instance, {})

    def _merge(self, instance, seen):
        if instance in seen:
            return seen[instance]
        state = self._checked(instance)
        mapper = state.mapper
        if state.session is self:
            return instance
        if not seen:
            self._autoflush()
        identity = tuple([native.get(instance, key) for key in mapper.key_attributes])
        found = None
        if None not in identity:
            with self.no_autoflush:
                found = self.get(mapper.class_, identity)
        if found is None:
            found = mapper.class_.__new__(mapper.class_)
            self.add(found)
        seen[instance] = found
        for attribute in mapper.column_attributes:
            if not native.has(instance, attribute.key):
                continue
            value = native.get(instance, attribute.key)
            if not native.has(found, attribute.key) or native.get(found, attribute.key) != value:
                setattr(found, attribute.key, value)
        for relation in mapper.known_relationships:
            if "merge" in relation.cascade and native.has(instance, relation.key):
                merged = [self._merge(other, seen) for other in _related(instance, relation)]
                if relation.uselist:
                    setattr(found, relation.key, merged)
                else:
                    setattr(found, relation.key, merged[0] if merged else None)
        return found

    def expunge(self, instance):
        state = self._checked(instance)
        if state.session is not self:
            raise exc.InvalidRequestError(
                f"Instance <{type(instance).__name__}> is not present in this Session"
            )
        self._release(instance)

    def _release(self, instance):
        state = state_of(instance)
        self.identity_map.remove(instance)
        state.session = None
        for kept in (self._new, self._modified, self._deleted):
            kept.pop(state, None)

    def _forget(self, instance):
        """The row of the instance is gone."""
        state = state_of(instance)
        state.was_deleted = True
        self._release(instance)
        self._departed[state] = True
        state.departed_from = self

    def expunge_all(self):
        for instance in self.identity_map.values() + list(self._new.values()):
            self._release(instance)
        self._clear()

    def refresh(self, instance, attribute_names=None, with_for_update=None):
        state = self._checked(instance)
        if state.session is not self:
            raise exc.InvalidRequestError(
                f"Instance '<{type(instance).__name__}>' is not persistent within this Session"
            )
        self.expire(instance, attribute_names)
        self._autoflush()
        if not self._refresh(instance, state, missing_ok=True):
            raise exc.InvalidRequestError(f"Could not refresh instance '<{type(instance).__name__}>'")

    def _refresh(self, instance, state, missing_ok=False, names=None):
        """Reads the columns that the instance does not hold; False when its row is gone."""
        mapper = state.mapper
        query = Query([mapper.class_], self).autoflush(False)
        if names is not None:
            wanted = [mapper.attributes[name].column for name in names]
            query = query.options(loading.load_only(*wanted))
        for column, value in zip(mapper.primary_key, state.key[1]):
            query = query.filter(column == value)
        if query.first() is not None:
            return True
        if missing_ok:
            return False
        raise ObjectDeletedError(
            f"Instance '<{type(instance).__name__}>' has been deleted, or its row is otherwise not present."
        )

    def _load_missing(self, instance, state, name):
        mapper = state.mapper
        attribute = mapper.attributes.get(name)
        if state in self._deleted or not attribute.is_column:
            names = None
        elif native.has(instance, mapper.key_attributes[0]):
            # Deferred or expired by itself: that column alone.
            names = [name]
        else:
            names = None
        self._refresh(instance, state, names=names)
        if attribute.is_column and not native.has(instance, name):
            self._refresh(instance, state, names=[name])

    def expire(self, instance, attribute_names=None):
        state = state_of(instance)
        if state.key is None:
            return
        for name in attribute_names or list(state.mapper.attributes):
            native.drop(instance, name)
            state.changes.pop(name, None)
            state.snapshots.pop(name, None)
            if state.mutables:
                state.mutables.pop(name, None)
        if not state.changes:
            self._modified.pop(state, None)

    def expire_all(self):
        for instance in self.identity_map.values():
            self.expire(instance)

    def __contains__(self, instance):
        return state_of(instance).session is self

    def __iter__(self):
        return iter(list(self._new.values()) + self.identity_map.values())

    @property
    def new(self):
        return list(self._new.values())

    @property
    def dirty(self):
        mutable.note_changes(self)
        return [instance for state, instance in self._modified.items() if state not in self._deleted]

    @property
    def deleted(self):
        return list(self._deleted.values())

    def is_modified(self, instance, include_collections=True):
        mutable.note_changes(self)
        return bool(unitofwork.changed_columns(instance, state_of(instance)))

    def enable_relationship_loading(self, instance):
        pass

    # ---- writing

    def flush(self, objects=None):
        if self._flushing:
            return
        mutable.note_changes(self)
        if not (self._new or self._modified or self._deleted):
            return
        self._flushing = True
        try:
            events.session_event(self, "before_flush", None, objects)
            unitofwork.flush(self)
            events.session_event(self, "after_flush", None)
        except BaseException:
            self._undo_failed_flush()
            raise
        finally:
            self._flushing = False
        events.session_event(self, "after_flush_postexec", None)

    def _undo_failed_flush(self):
        """A flush that fails rolls back; the session waits until its rollback() is called."""
        if self._nested:
            transaction = self._nested[-1]
            transaction.savepoint.rollback()
            self._restore(transaction.births)
        else:
            self._disconnect("rollback")
            self._restore(self._committed_births)
        self._failed = True

    def bulk_save_objects(self, objects, return_defaults=False, update_changed_only=True, preserve_order=True):
        bulk.save_objects(self, list(objects), return_defaults)

    def bulk_insert_mappings(self, mapper, mappings, return_defaults=False, render_nulls=False):
        bulk.insert_mappings(self, mapper.__mapper__, list(mappings), render_nulls=render_nulls)

    def bulk_update_mappings(self, mapper, mappings):
        bulk.update_mappings(self, mapper.__mapper__, list(mappings))

    # ---- transactions

    def begin(self, nested=False):
        return self.begin_nested() if nested else SessionTransaction(self)

    def begin_nested(self):
        self.flush()
        transaction = SessionTransaction(self, self._connection().begin_nested())
        self._nested.append(transaction)
        return transaction

    def in_transaction(self):
        return self._connected is not None

    def in_nested_transaction(self):
        return bool(self._nested)

    def get_transaction(self):
        return SessionTransaction(self) if self._connected is not None else None

    def get_nested_transaction(self):
        return self._nested[-1] if self._nested else None

    def commit(self):
        if self._nested:
            self._nested[-1].commit()
            return
        self._require_working()
        events.session_event(self, "before_commit")
        self.flush()
        self._disconnect("commit")
        self._committed_births = self._births
        self._departed = {}
        events.session_event(self, "after_commit")
        if self.expire_on_commit:
            self.expire_all()

    def rollback(self):
        if self._nested:
            self._nested[-1].rollback()
            return
        self._disconnect("rollback")
        self._failed = False
        self._restore(self._committed_births)
        events.session_event(self, "after_rollback")

    def _restore(self, births):
        """After a rollback: what was added since is out, everything else is read anew."""
        for state, instance in list(self._new.items()):
            self._release(instance)
        self._deleted.clear()
        for instance in self.identity_map.values():
            state = state_of(instance)
            if state.born > births:
                self._release(instance)
                state.key = None
            else:
                self.expire(instance)

    def prepare(self):
        self.flush()

    def close(self):
        self.expunge_all()
        self._nested = []
        self._failed = False
        if self._connected is not self.bind or self._savepoint is not None:
            self._disconnect("rollback")
        self._connected = None

    reset = invalidate = close

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        self.close()
        return False

    @staticmethod
    def object_session(instance):
        return state_of(instance).session

    @staticmethod
    def identity_key(class_=None, ident=None, *, instance=None, **keywords):
        if instance is not None:
            return type(instance).__mapper__.identity_key_from_instance(instance)
        identity = ident if isinstance(ident, (tuple, list)) else (ident,)
        return (class_.__mapper__.key_class, tuple(identity))


def _related(instance, relation):
    """The instances that a relationship of an instance holds, loaded when need be."""
    value = getattr(instance, relation.key)
    if value is None:
        return []
    if relation.configure().uselist:
        return items_of(value)
    return [value]


class SessionTransaction:
    """`session.begin()`, or with a savepoint `session.begin_nested()`."""

    def __init__(self, session, savepoint=None):
        self.session = session
        self.savepoint = savepoint
        self.births = session._births
        self.is_active = True

    @property
    def nested(self):
        return self.savepoint is not None

    def commit(self):
        if not self.is_active:
            return
        if self.savepoint is None:
            self.is_active = False
            self.session.commit()
            return
        self.session.flush()
        self._end()
        self.savepoint.commit()

    def rollback(self):
        if not self.is_active:
            return
        if self.savepoint is None:
            self.is_active = False
            self.session.rollback()
            return
        self._end()
        if self.session._failed:
            self.session._failed = False
            return
        self.savepoint.rollback()
        self.session._restore(self.births)

    close = rollback

    def _end(self):
        self.is_active = False
        nested = self.session._nested
        if self in nested:
            del nested[nested.index(self) :]

    def __enter__(self):
        return self.session if self.savepoint is None else self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            try:
                self.commit()
            except BaseException:
                self.rollback()
                raise
        else:
            self.rollback()
        return False


class _NoAutoflush:
    def __init__(self, session):
        self.session = session

    def __enter__(self):
        self.before = self.session.autoflush
        self.session.autoflush = False
        return self.session

    def __exit__(self, *exception):
        self.session.autoflush = self.before
        return False


def close_all_sessions():
    pass


def make_transient(instance):
    state = state_of(instance)
    if state.session is not None:
        state.session._release(instance)
    state.key = None


def make_transient_to_detached(instance):
    state = state_of(instance)
    state.key = state.mapper.identity_key_from_instance(instance)
    state.changes.clear()
