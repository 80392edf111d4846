"""Values that change in place: `MutableDict.as_mutable(JSON)` and the like.

What the database has is copied when it is read or written; a flush compares. As with SQLAlchemy, only
changes of the outermost dict, list or set count.
"""

from sqlalchemy.orm.impl import native
from sqlalchemy.orm.impl.attributes import NO_VALUE, state_of


def is_mutable(column):
    return getattr(column.type, "_changes_in_place", False)


def attributes_of(mapper):
    found = mapper.mutable_attributes
    if found is None:
        found = [attribute for attribute in mapper.column_attributes if is_mutable(attribute.column)]
        mapper.mutable_attributes = found
    return found


def _copied(value):
    if isinstance(value, dict):
        return dict(value)
    if isinstance(value, list):
        return list(value)
    if isinstance(value, set):
        return set(value)
    return value


def remember(instance, state):
    """Copies what the database has now."""
    for attribute in attributes_of(state.mapper):
        if state.mutables is None:
            state.mutables = {}
        state.mutables[attribute.key] = _copied(native.get(instance, attribute.key))


def remember_missing(instance, state):
    """The same for attributes that were read just now, after a refresh of the others."""
    known = state.mutables or {}
    for attribute in attributes_of(state.mapper):
        if attribute.key not in known and attribute.key not in state.changes:
            known[attribute.key] = _copied(native.get(instance, attribute.key))
    state.mutables = known


def note_changes(session):
    """Marks the instances whose mutable values are not what the database has."""
    if not session._has_mutables:
        return
    for instance in session.identity_map.values():
        state = state_of(instance)
        for attribute in attributes_of(state.mapper):
            key = attribute.key
            if not native.has(instance, key) or key in state.changes or not state.mutables or key not in state.mutables:
                continue
            if native.get(instance, key) != state.mutables[key]:
                state.changes[key] = NO_VALUE
                session._modified[state] = instance
