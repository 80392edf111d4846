"""Events of sessions and mapped classes: `event.listens_for(...)`."""

SESSION_EVENTS = (
    "before_flush", "after_flush", "after_flush_postexec", "before_commit", "after_commit", "after_rollback",
)
MAPPER_EVENTS = (
    "before_insert", "after_insert", "before_update", "after_update", "before_delete", "after_delete",
    "init", "load",
)
ATTRIBUTE_EVENTS = ("set",)
MAPPING_EVENTS = (
    "instrument_class", "after_mapper_constructed", "before_mapper_configured", "mapper_configured",
    "before_configured", "after_configured",
)

_listeners = {}  # event -> [(target, function)]


def has_listeners(name):
    return name in _listeners


def listen_to_mapping():
    return any(name in _listeners for name in MAPPING_EVENTS)


def add(target, name, function, retval=False):
    _listeners.setdefault(name, []).append((target, function, retval))


def remove(target, name, function):
    kept = [known for known in _listeners.get(name, []) if not (known[0] is target and known[1] is function)]
    if kept:
        _listeners[name] = kept
    else:
        _listeners.pop(name, None)


def contains(target, name, function):
    return any(known[0] is target and known[1] is function for known in _listeners.get(name, []))


def session_event(session, name, *arguments):
    for target, function, _ in _listeners.get(name, ()):
        if target is session or (isinstance(target, type) and isinstance(session, target)) or _made_by(target, session):
            function(session, *arguments)


def _made_by(target, session):
    made_by = getattr(session, "_made_by", None)
    return made_by is not None and (made_by is target or getattr(target, "session_factory", None) is made_by)


def mapping_event(name, mapper):
    """An event of a class that is mapped: without propagate= its own listeners only."""
    for target, function, propagate in list(_listeners.get(name, ())):
        exact = target is mapper or target is mapper.class_
        if exact or (_concerns(target, mapper.class_, mapper) and (propagate or _is_mapper(target))):
            function(mapper, mapper.class_)


def configuration_event(name):
    for target, function, _ in list(_listeners.get(name, ())):
        function()


def instance_event(name, instance, *arguments):
    """An event of a mapped class; its target is the class, one above it, or all mappers."""
    if name not in _listeners:
        return
    mapper = type(instance).__mapper__
    for target, function, _ in _listeners[name]:
        if _concerns(target, type(instance), mapper):
            if name in ("init", "load"):
                function(instance, *arguments)
            else:
                function(mapper, *arguments, instance)


def _concerns(target, cls, mapper):
    if target is mapper or target is cls:
        return True
    return _is_mapper(target) or (isinstance(target, type) and issubclass(cls, target))


def _is_mapper(target):
    """Mapper, or the function of that name: all classes."""
    return callable(target) and getattr(target, "__name__", "") in ("Mapper", "mapper")


def value_event(instance, key, value, before):
    """`set` of an attribute: the value as the listeners want it."""
    for target, function, retval in _listeners.get("set", ()):
        table = getattr(target, "table", None)
        mapper = type(instance).__mapper__
        found = mapper.attributes.get(key)
        if target is found or (table is not None and getattr(found, "column", None) is target):
            given = function(instance, value, before, None)
            value = given if retval else value
    return value
