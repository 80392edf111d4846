"""Attributes of mapped classes, and what is known of each instance."""

from sqlalchemy import exc
from sqlalchemy.orm.impl import events, native

NO_VALUE = object()
STATE = "_sa_instance_state"


class InstanceState:
    """What a session knows of an instance. It does not hold the instance, which owns it."""

    mapper = None
    session = None
    key = None  # (class, primary key) when it stands for a row
    changes = None  # attribute -> the value that the database has
    snapshots = None  # attribute -> the items of a collection that the database has
    insert_order = 0
    born = 0  # the session's count of rows when this one was inserted
    was_deleted = False
    departed_from = None  # the session in whose transaction the row was deleted
    mutables = None  # attribute -> a copy of the mutable value that the database has

    @property
    def persistent(self):
        return self.key is not None and self.session is not None and not self.was_deleted

    @property
    def pending(self):
        return self.key is None and self.session is not None

    @property
    def transient(self):
        return self.key is None and self.session is None

    @property
    def detached(self):
        return self.key is not None and self.session is None and not self.deleted

    @property
    def deleted(self):
        return self.departed_from is not None and self in self.departed_from._departed

    @property
    def has_identity(self):
        return self.key is not None

    @property
    def identity(self):
        return None if self.key is None else self.key[1]

    @property
    def identity_key(self):
        return self.key

    @property
    def class_(self):
        return self.mapper.class_

    @property
    def modified(self):
        return bool(self.changes)


class InspectedInstance:
    """inspect(instance): its state, and the instance itself."""

    def __init__(self, instance):
        self.object = instance
        self.state = state_of(instance)

    def __getattr__(self, name):
        return getattr(self.state, name)

    def obj(self):
        return self.object

    @property
    def identity_key(self):
        return self.state.key and self.state.key + (None,)

    key = identity_key

    @property
    def dict(self):
        return dict(vars(self.object))

    @property
    def unloaded(self):
        keys = self.state.mapper.loadable_keys()
        return {key for key in keys if not native.has(self.object, key)}

    @property
    def unmodified(self):
        return {key for key in self.state.mapper.loadable_keys() if key not in self.state.changes}

    @property
    def attrs(self):
        keys = self.state.mapper.loadable_keys()
        return Properties([(key, AttributeState(self.object, key)) for key in keys])


class AttributeState:
    """`inspect(instance).attrs.name`."""

    def __init__(self, instance, key):
        self.instance = instance
        self.key = key

    @property
    def value(self):
        return getattr(self.instance, self.key)

    @property
    def loaded_value(self):
        return native.get(self.instance, self.key, NO_VALUE)

    @property
    def history(self):
        return get_history(self.instance, self.key)

    def load_history(self):
        return get_history(self.instance, self.key)


class Properties:
    """Things by key, in order: at once a list, a dict and an object with attributes."""

    def __init__(self, pairs):
        self._pairs = pairs

    def __iter__(self):
        return iter([value for _, value in self._pairs])

    def __len__(self):
        return len(self._pairs)

    def __contains__(self, key):
        return any(known == key or value is key for known, value in self._pairs)

    def __getitem__(self, key):
        for known, value in self._pairs:
            if known == key:
                return value
        raise KeyError(key)

    def __getattr__(self, name):
        for known, value in self._pairs:
            if known == name:
                return value
        raise AttributeError(name)

    def get(self, key, default=None):
        return self[key] if key in self.keys() else default

    def keys(self):
        return [key for key, _ in self._pairs]

    def values(self):
        return [value for _, value in self._pairs]

    def items(self):
        return list(self._pairs)


def state_of(instance):
    state = native.get(instance, STATE)
    if state is None:
        mapper = getattr(type(instance), "__mapper__", None)
        if mapper is None:
            name = type(instance).__name__
            raise UnmappedInstanceError(f"Class '{name}' is not mapped")
        state = InstanceState()
        state.mapper = mapper
        state.changes = {}
        state.snapshots = {}
        native.put(instance, STATE, state)
    return state


class UnmappedInstanceError(exc.InvalidRequestError):
    pass


class UnmappedClassError(exc.InvalidRequestError):
    pass


def note_change(instance, state, name):
    """Remembers the value that the database has before an attribute changes."""
    if name not in state.changes:
        state.changes[name] = native.get(instance, name, NO_VALUE)
    session = state.session
    if session is not None and state.key is not None:
        session._modified[state] = instance


def load_missing(instance, name):
    """The value of an attribute that the instance does not hold."""
    state = state_of(instance)
    if state.key is None or name in state.mapper.unreadable:
        return None
    session = state.session
    if session is None:
        raise DetachedInstanceError(
            f"Instance {_described(instance)} is not bound to a Session; attribute refresh "
            "operation cannot proceed"
        )
    session._load_missing(instance, state, name)
    return native.get(instance, name)


class DetachedInstanceError(exc.SQLAlchemyError):
    pass


class ObjectDeletedError(exc.InvalidRequestError):
    pass


class StaleDataError(exc.SQLAlchemyError):
    pass


class FlushError(exc.SQLAlchemyError):
    pass


def _described(instance):
    return f"<{type(instance).__name__}>"


class ColumnAttribute:
    """A column of a mapped class: at the class the Column, at an instance its value."""

    is_column = True

    def __init__(self, key, column, deferred=False):
        self.key = key
        self.column = column
        self.deferred = deferred
        self.validator = None

    @property
    def columns(self):
        return [self.column]

    @property
    def expression(self):
        return self.column

    def __get__(self, instance, owner):
        if instance is None:
            return self.column
        return load_missing(instance, self.key)

    def set(self, instance, value):
        if self.validator is not None:
            value = self.validator(instance, self.key, value)
        state = state_of(instance)
        if events.has_listeners("set"):
            value = events.value_event(instance, self.key, value, native.get(instance, self.key, NO_VALUE))
        note_change(instance, state, self.key)
        native.put(instance, self.key, value)

    def delete(self, instance):
        self.set(instance, None)


class ExpressionAttribute:
    """column_property() of an expression: read with the row, never written."""

    is_column = False

    def __init__(self, key, expression):
        self.key = key
        self.expression = expression

    def __get__(self, instance, owner):
        if instance is None:
            return self.expression
        if native.has(instance, self.key):
            return native.get(instance, self.key)
        return load_missing(instance, self.key)

    def set(self, instance, value):
        native.put(instance, self.key, value)


class Synonym:
    is_column = False

    def __init__(self, name, map_column=None, descriptor=None, **keywords):
        self.name = name
        self.descriptor = descriptor
        self.key = None

    def __get__(self, instance, owner):
        return getattr(owner if instance is None else instance, self.name)

    def set(self, instance, value):
        if self.descriptor is not None:
            self.descriptor.fset(instance, value)
        else:
            setattr(instance, self.name, value)


class hybrid_property:
    """A property that is also an expression at the class."""

    is_column = False

    def __init__(self, fget, fset=None, fdel=None, expr=None, custom_comparator=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.expr = expr

    def __get__(self, instance, owner):
        if instance is not None:
            return self.fget(instance)
        function = self.expr or self.fget
        return function(owner)

    def set(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def getter(self, fget):
        return hybrid_property(fget, self.fset, self.fdel, self.expr)

    def setter(self, fset):
        return hybrid_property(self.fget, fset, self.fdel, self.expr)

    def deleter(self, fdel):
        return hybrid_property(self.fget, self.fset, fdel, self.expr)

    def expression(self, expr):
        function = getattr(expr, "__func__", expr)
        return hybrid_property(self.fget, self.fset, self.fdel, function)

    def comparator(self, comparator):
        return self

    def update_expression(self, function):
        return self

    @property
    def inplace(self):
        return _InPlace(self)


class _InPlace:
    """Changes a hybrid_property instead of copying it; each name keeps the property."""

    def __init__(self, attribute):
        self.attribute = attribute

    def getter(self, fget):
        self.attribute.fget = fget
        return self.attribute

    def setter(self, fset):
        self.attribute.fset = fset
        return self.attribute

    def deleter(self, fdel):
        self.attribute.fdel = fdel
        return self.attribute

    def expression(self, expr):
        self.attribute.expr = getattr(expr, "__func__", expr)
        return self.attribute

    def comparator(self, comparator):
        return self.attribute

    def update_expression(self, function):
        return self.attribute


class hybrid_method:
    """A method that is another one at the class."""

    def __init__(self, func, expr=None):
        self.func = func
        self.expr = expr or func

    def __get__(self, instance, owner):
        function, of = (self.expr, owner) if instance is None else (self.func, instance)
        return lambda *args, **keywords: function(of, *args, **keywords)

    def expression(self, expr):
        return hybrid_method(self.func, expr)


def set_attribute(instance, name, value):
    """`__setattr__` of mapped classes."""
    attribute = type(instance).__mapper__.attributes.get(name)
    if attribute is not None:
        attribute.set(instance, value)
        return
    found = _class_attribute(type(instance), name)
    if isinstance(found, property):
        if found.fset is None:
            raise AttributeError(f"property '{name}' of '{type(instance).__name__}' object has no setter")
        found.fset(instance, value)
    elif hasattr(type(found), "__set__"):
        found.__set__(instance, value)
    else:
        object.__setattr__(instance, name, value)


def delete_attribute(instance, name):
    attribute = type(instance).__mapper__.attributes.get(name)
    if attribute is not None and attribute.is_column:
        attribute.delete(instance)
    else:
        native.drop(instance, name)


def _class_attribute(cls, name):
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    return None


def flag_modified(instance, key):
    note_change(instance, state_of(instance), key)
    state_of(instance).changes[key] = NO_VALUE


def flag_dirty(instance):
    pass


def get_history(instance, key, passive=None):
    state = state_of(instance)
    current = native.get(instance, key, NO_VALUE)
    if key in state.changes:
        before = state.changes[key]
        added = [] if current is NO_VALUE else [current]
        return History(added, (), [] if before is NO_VALUE else [before])
    return History((), [] if current is NO_VALUE else [current], ())


class History:
    def __init__(self, added, unchanged, deleted):
        self.added = added
        self.unchanged = unchanged
        self.deleted = deleted

    def has_changes(self):
        return bool(self.added or self.deleted)

    def __iter__(self):
        return iter((self.added, self.unchanged, self.deleted))


def set_committed_value(instance, key, value):
    native.put(instance, key, value)
    state_of(instance).changes.pop(key, None)


def object_session(instance):
    return state_of(instance).session


class DefaultContext:
    """What a default function that takes an argument is given."""

    def __init__(self, column, row):
        self.current_column = column
        self.current_parameters = row

    def get_current_parameters(self, isolate_multiinsert_groups=True):
        return self.current_parameters


def default_of(column, row):
    """What `default=` gives for a row whose other values are known."""
    given = column.default
    given = getattr(given, "arg", given)
    if not callable(given):
        return given
    return given(DefaultContext(column, row)) if native.takes_argument(given) else given()


def default_value(given):
    """What `default=` or `onupdate=` gives: a function's result, or the value itself."""
    return given() if callable(given) else given
