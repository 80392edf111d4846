"""Writing: what a flush inserts, updates and deletes, in which order.

1. Instances that collections gained or lost get their foreign keys; orphans are deleted.
2. The mappers are sorted so that each comes after those its tables refer to.
3. For each mapper: foreign keys are taken over from the instances referred to, then UPDATEs (in the
   order of the primary key), then INSERTs (in the order of add()).
4. Rows of secondary tables are inserted and deleted.
5. In the opposite order of mappers: DELETEs.
"""

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm.impl import events, mutable, native
from sqlalchemy.orm.impl.attributes import (
    NO_VALUE,
    FlushError,
    StaleDataError,
    default_of,
    default_value,
    note_change,
    state_of,
)
from sqlalchemy.orm.impl.collections import items_of
from sqlalchemy.orm.impl.relationships import MANY_TO_MANY, MANY_TO_ONE, ONE_TO_MANY


_JSON_NULL = sa.text("'null'")


def flush(session):
    for instance in session.deleted:
        _let_go(session, instance)
    for instance in session.new + session.dirty:
        _follow_collections(session, instance)
    links = []
    mappers = _sorted_mappers(session)
    gone = {state: instance for state, instance in session._deleted.items()}
    for mapper in mappers:
        _save(session, mapper, gone, links)
    _write_links(session, links)
    for mapper in mappers[::-1]:
        _delete(session, mapper, gone)
    _settle(session, gone)


# ---- collections and foreign keys


def _changes_of(instance, relation):
    """(items gained, items lost) of a collection since it was loaded."""
    state = state_of(instance)
    if not relation.uselist or not native.has(instance, relation.key):
        return [], []
    now = items_of(native.get(instance, relation.key))
    before = state.snapshots.get(relation.key) or []
    known = {id(item) for item in before}
    kept = {id(item) for item in now}
    gained = [item for item in now if id(item) not in known]
    return gained, [item for item in before if id(item) not in kept]


def _follow_collections(session, instance):
    """What collections and references lead to is new too; what they lost may be an orphan."""
    for relation in state_of(instance).mapper.known_relationships:
        relation.configure()
        if relation.viewonly or relation.lazy in ("dynamic", "write_only"):
            continue
        for item in _changes_of(instance, relation)[1]:
            if "delete-orphan" in relation.cascade and state_of(item).key is not None:
                session.delete(item)


def _let_go(session, instance):
    """Before a deletion: children lose their reference to it, or go with it."""
    for relation in state_of(instance).mapper.relationships:
        relation.configure()
        if relation.direction != ONE_TO_MANY or relation.viewonly or "delete" in relation.cascade:
            continue
        if relation.passive_deletes or relation.lazy in ("dynamic", "write_only"):
            continue
        value = getattr(instance, relation.key)
        for item in items_of(value) if relation.uselist else [value] if value is not None else []:
            if state_of(item) not in session._deleted:
                _assign_keys(item, relation.target, [(theirs, None) for _, theirs in relation.pairs])


def _assign_keys(instance, mapper, pairs):
    for column, value in pairs:
        attribute = mapper.columns_by_name[column.name]
        if native.get(instance, attribute.key, NO_VALUE) != value:
            note_change(instance, state_of(instance), attribute.key)
            native.put(instance, attribute.key, value)


def _column_value(instance, mapper, column):
    return getattr(instance, mapper.columns_by_name[column.name].key)


def _take_keys(session, instance, mapper):
    """Foreign keys of an instance from what it refers to, or what holds it in a collection."""
    state = state_of(instance)
    for relation in mapper.known_relationships:
        relation.configure()
        if relation.viewonly or relation.direction != MANY_TO_ONE:
            continue
        if relation.key not in state.changes and state.key is not None:
            continue
        if not native.has(instance, relation.key):
            continue
        other = native.get(instance, relation.key)
        if other is None:
            if relation.key in state.changes and state.changes[relation.key] not in (NO_VALUE, None):
                _assign_keys(instance, mapper, [(ours, None) for ours, _ in relation.pairs])
            elif relation.key in state.changes and state.key is not None:
                _assign_keys(instance, mapper, [(ours, None) for ours, _ in relation.pairs])
            continue
        target = state_of(other).mapper
        values = [(ours, _column_value(other, target, theirs)) for ours, theirs in relation.pairs]
        _assign_keys(instance, mapper, values)


def _give_keys(session, instance, mapper, links):
    """Once a row is there: its key goes to the instances of its collections."""
    for relation in mapper.known_relationships:
        if relation.viewonly or relation.direction == MANY_TO_ONE:
            continue
        if relation.lazy in ("dynamic", "write_only"):
            continue
        if relation.direction == MANY_TO_MANY:
            _note_links(instance, mapper, relation, links)
            continue
        gained, lost = _one_to_many_changes(instance, relation)
        values = [(theirs, _column_value(instance, mapper, ours)) for ours, theirs in relation.pairs]
        for item in gained:
            if state_of(item).session is session:
                _assign_keys(item, state_of(item).mapper, values)
        for item in lost:
            if state_of(item) in session._deleted or state_of(item).session is not session:
                continue
            current = [_column_value(item, state_of(item).mapper, theirs) for theirs, _ in values]
            if current == [value for _, value in values]:
                _assign_keys(item, state_of(item).mapper, [(theirs, None) for theirs, _ in values])


def _one_to_many_changes(instance, relation):
    if relation.uselist:
        return _changes_of(instance, relation)
    state = state_of(instance)
    if relation.key not in state.changes:
        return [], []
    before, now = state.changes[relation.key], native.get(instance, relation.key)
    lost = [] if before in (NO_VALUE, None) else [before]
    return ([] if now is None else [now]), lost


def _note_links(instance, mapper, relation, links):
    """Rows of a secondary table; the two sides of a relationship note the same ones once."""
    gained, lost = _changes_of(instance, relation)
    for items, kind in ((gained, "insert"), (lost, "delete")):
        for item in items:
            links.append((kind, relation, instance, item))


def _write_links(session, links):
    done = []
    for kind, relation, instance, item in links:
        table = relation.secondary_table
        row = {}
        mapper, target = state_of(instance).mapper, state_of(item).mapper
        for ours, theirs in relation.pairs:
            row[theirs.name] = _column_value(instance, mapper, ours)
        for other, theirs in relation.target_pairs:
            row[theirs.name] = _column_value(item, target, other)
        key = (kind, table.name, sorted(row.items(), key=str))
        if key in done:
            continue
        done.append(key)
        if kind == "insert":
            session._connection().execute(sa.insert(table).values(row))
        else:
            conditions = [table.c[name] == value for name, value in row.items()]
            session._connection().execute(sa.delete(table).where(*conditions))


# ---- order


def _sorted_mappers(session):
    mappers = []
    for state in list(session._new) + list(session._modified) + list(session._deleted):
        if state.mapper.base_mapper not in mappers:
            mappers.append(state.mapper.base_mapper)
    # Collections hand their keys to children that have not changed themselves.
    for mapper in list(mappers):
        for relation in _relationships_of(mapper):
            if relation.configure().target.base_mapper not in mappers:
                mappers.append(relation.target.base_mapper)
    ordered, visiting = [], []

    def visit(mapper):
        if mapper in ordered or mapper in visiting:
            return
        visiting.append(mapper)
        for other in _needed_before(mapper, mappers):
            visit(other)
        visiting.remove(mapper)
        ordered.append(mapper)

    for mapper in mappers:
        visit(mapper)
    return ordered


def _needed_before(mapper, mappers):
    names = [name for table in _tables_of(mapper) for _, _, name, _ in native.foreign_keys(table)]
    for relation in _relationships_of(mapper):
        if relation.direction == MANY_TO_ONE:
            names.append(relation.target.base_mapper.local_table.name)
    for other in mappers:
        for relation in _relationships_of(other):
            if relation.direction == ONE_TO_MANY and relation.target.base_mapper is mapper:
                names.append(other.local_table.name)
    return [
        other
        for other in mappers
        if other is not mapper and any(table.name in names for table in _tables_of(other))
    ]


def _relationships_of(mapper):
    """Those of a base and of the classes below it."""
    if not mapper.has_descendants:
        return mapper.known_relationships
    return [relation for one in mapper.self_and_descendants() for relation in one.known_relationships]


def _tables_of(mapper):
    tables = [mapper.local_table]
    for one in mapper.self_and_descendants() if mapper.has_descendants else ():
        if one.local_table not in tables:
            tables.append(one.local_table)
    return tables


def _sorted_by_reference(instances, mapper):
    """Instances of a table that refers to itself: those referred to come first."""
    own = [relation for relation in _relationships_of(mapper) if relation.configure().target.base_mapper is mapper]
    if not own:
        return instances
    ordered, waiting = [], {id(instance): instance for instance in instances}

    def visit(instance):
        if waiting.pop(id(instance), None) is None:
            return
        for relation in own:
            if relation.direction == MANY_TO_ONE and not relation.viewonly:
                other = native.get(instance, relation.key)
                if other is not None and state_of(other).mapper.base_mapper is mapper:
                    visit(other)
        for relation in own:
            if relation.direction == ONE_TO_MANY:
                for other in parents.get((id(relation), id(instance)), ()):
                    visit(other)
        ordered.append(instance)

    parents = {}
    for instance in instances:
        for relation in own:
            if relation.direction == ONE_TO_MANY and relation.uselist and native.has(instance, relation.key):
                for item in items_of(native.get(instance, relation.key)):
                    parents.setdefault((id(relation), id(item)), []).append(instance)
    for instance in instances:
        visit(instance)
    return ordered


# ---- rows


def _save(session, mapper, gone, links):
    new = [
        instance
        for state, instance in session._new.items()
        if state.mapper.base_mapper is mapper and state not in gone
    ]
    new = _sorted_by_reference(new, mapper)
    own_references = any(relation.target.base_mapper is mapper for relation in _relationships_of(mapper))
    changed = [
        instance
        for state, instance in session._modified.items()
        if state.mapper.base_mapper is mapper and state not in gone
    ]
    changed.sort(key=lambda instance: _sort_key(state_of(instance).key[1]))
    for instance in changed:
        _take_keys(session, instance, state_of(instance).mapper)
    if not own_references:
        _update_all(session, changed, links)
    if own_references or not new:
        for instance in new:
            _take_keys(session, instance, state_of(instance).mapper)
            _insert_all(session, [instance], links)
    else:
        for instance in new:
            _take_keys(session, instance, state_of(instance).mapper)
        _insert_all(session, new, links)
    if own_references:
        changed = [
            instance
            for state, instance in session._modified.items()
            if state.mapper.base_mapper is mapper and state not in gone
        ]
        for instance in changed:
            _take_keys(session, instance, state_of(instance).mapper)
        _update_all(session, changed, links)


def _sort_key(identity):
    return tuple([part if isinstance(part, (int, float)) else str(part) for part in identity])


def changed_columns(instance, state):
    """The attributes whose value differs from the database's."""
    changed = []
    for key, before in state.changes.items():
        attribute = state.mapper.attributes.get(key)
        if attribute is None or not attribute.is_column or not native.has(instance, key):
            continue
        value = native.get(instance, key)
        if before is NO_VALUE or _is_expression(value) or not (type(before) is type(value) and before == value):
            if before is NO_VALUE or _is_expression(value) or before != value:
                changed.append(attribute)
    return changed


def _is_expression(value):
    return isinstance(value, sa.ClauseElement)


def _update_all(session, instances, links):
    for instance in instances:
        state = state_of(instance)
        attributes = changed_columns(instance, state)
        if attributes:
            update_instance(session, instance, state, attributes)
        _give_keys(session, instance, state.mapper, links)


def update_instance(session, instance, state, attributes):
    events.instance_event("before_update", instance, session._connection())
    if events.has_listeners("before_update"):
        attributes = changed_columns(instance, state)
    for level in state.mapper.levels:
        own = [attribute for attribute in attributes if attribute.column.table is level.table]
        if own:
            _update_level(session, instance, state, level, own)
    events.instance_event("after_update", instance, session._connection())


def _update_level(session, instance, state, level, attributes):
    values = {attribute.column.name: native.get(instance, attribute.key) for attribute in attributes}
    for attribute in attributes:
        if values[attribute.column.name] is None and native.evaluates_none(attribute.column):
            values[attribute.column.name] = _JSON_NULL
    add_onupdate(level.attributes, values, instance)
    table = level.table
    statement = sa.update(table).values(values)
    for name, value in zip(level.key_names, state.key[1]):
        statement = statement.where(table.c[name] == value)
    result = session._connection().execute(statement)
    if result.rowcount == 0:
        raise StaleDataError(
            f"UPDATE statement on table '{table.name}' expected to update 1 row(s); 0 were matched."
        )
    for attribute in attributes:
        if _is_expression(native.get(instance, attribute.key)):
            native.drop(instance, attribute.key)


def add_onupdate(attributes, values, instance):
    for attribute in attributes:
        column = attribute.column
        given = native.onupdate(column)
        if given is None or column.name in values:
            continue
        value = default_value(given)
        values[column.name] = value
        if instance is not None:
            if _is_expression(value):
                native.drop(instance, attribute.key)
            else:
                native.put(instance, attribute.key, value)


def row_of(instance, mapper, level, filled):
    """The values of an INSERT. Attributes that are None are left to the column's default."""
    row = {}
    for attribute in level.attributes:
        column, key = attribute.column, attribute.key
        value = native.get(instance, key)
        if value is None:
            value = default_of(column, row) if column.default is not None else None
            if value is not None and not _is_expression(value):
                native.put(instance, key, value)
        if value is None and native.evaluates_none(column):
            if native.has(instance, key):
                row[column.name] = _JSON_NULL
            continue
        if value is None and (column.name in filled or column.name in level.key_names):
            continue
        row[column.name] = value
    discriminator = mapper.base_mapper.polymorphic_on
    if discriminator is not None and discriminator.table is level.table and row.get(discriminator.name) is None:
        row[discriminator.name] = mapper.polymorphic_identity
        native.put(instance, mapper.columns_by_name[discriminator.name].key, mapper.polymorphic_identity)
    return row


def filled_by_server(attributes):
    return {
        attribute.column.name
        for attribute in attributes
        if native.is_filled_by_server(attribute.column)
    }


def _insert_all(session, instances, links):
    for instance in instances:
        state = state_of(instance)
        events.instance_event("before_insert", instance, session._connection())
        row = insert_instance(session, instance, state.mapper)
        _become_persistent(session, instance, state, row)
        events.instance_event("after_insert", instance, session._connection())
    for instance in instances:
        _give_keys(session, instance, state_of(instance).mapper, links)


def insert_instance(session, instance, mapper):
    """An INSERT into each of the tables of the class; all values together."""
    row = {}
    for level in mapper.levels:
        for ours, above in level.synced:
            native.put(instance, ours.key, native.get(instance, above.key))
        filled = filled_by_server(level.attributes)
        own = row_of(instance, mapper, level, filled)
        _insert(session, instance, level, own, sorted(filled))
        row.update(own)
    return row


def _insert(session, instance, level, row, filled_in):
    """One INSERT; the parts of the key that the server made come back."""
    table = level.table
    statement = sa.insert(table).values(row) if row else sa.insert(table)
    missing = [name for name in level.key_names if row.get(name) is None or _is_expression(row[name])]
    connection = session._connection()
    wanted = list(missing)
    if connection.dialect.name not in ("mysql", "mariadb"):
        # What the server fills in comes back with the row.
        wanted += [name for name in filled_in if name not in row and name not in missing]
    if not wanted:
        connection.execute(statement)
        return
    for name in missing:
        if name not in row and not _may_be_made(table, name):
            raise FlushError(
                f"Instance <{type(instance).__name__}> has a NULL identity key.  If this is an "
                "auto-generated value, check that the database table allows generation of new primary "
                "key values, and that the mapped Column object is configured to expect these generated "
                "values.  Ensure also that this flush() is not occurring at an inappropriate time, such "
                "as within a load() event."
            )
    made = _inserted_key(connection, statement, table, wanted)
    for name, value in zip(wanted, made):
        attribute = level.attribute(name)
        row[name] = value
        native.put(instance, attribute.key, native.from_database(attribute.column, value))


def _inserted_key(connection, statement, table, names):
    if connection.dialect.name in ("mysql", "mariadb"):
        connection.execute(statement)
        return [connection.exec_driver_sql("SELECT LAST_INSERT_ID()").scalar()]
    return connection.execute(native.raw(statement.returning(*[table.c[name] for name in names]))).one()


def _may_be_made(table, name):
    return name == native.autoincrement(table) or native.is_filled_by_server(table.c[name])


def _become_persistent(session, instance, state, row):
    mapper = state.mapper
    identity = tuple([native.get(instance, key) for key in mapper.key_attributes])
    state.key = (mapper.key_class, identity)
    session._births += 1
    state.born = session._births
    session.identity_map.add(state.key, instance)
    for attribute in mapper.column_attributes:
        name = attribute.column.name
        if name in row and not _is_expression(row[name]):
            if not native.has(instance, attribute.key):
                native.put(instance, attribute.key, row[name])
        elif attribute.key not in mapper.key_attributes:
            native.drop(instance, attribute.key)  # The server's value is read when it is asked for.
    if mutable.attributes_of(mapper):
        session._has_mutables = True
        mutable.remember(instance, state)


def _delete(session, mapper, gone):
    chosen = [
        instance
        for state, instance in gone.items()
        if state.mapper.base_mapper is mapper and state.key is not None
    ]
    for instance in _sorted_by_reference(chosen, mapper)[::-1]:
        state = state_of(instance)
        for relation in state.mapper.known_relationships:
            if relation.configure().direction == MANY_TO_MANY and not relation.viewonly:
                _delete_links(session, instance, state.mapper, relation)
        events.instance_event("before_delete", instance, session._connection())
        for level in state.mapper.levels[::-1]:
            statement = sa.delete(level.table)
            for name, value in zip(level.key_names, state.key[1]):
                statement = statement.where(level.table.c[name] == value)
            session._connection().execute(statement)
        events.instance_event("after_delete", instance, session._connection())


def _delete_links(session, instance, mapper, relation):
    if relation.passive_deletes:
        return
    conditions = [theirs == _column_value(instance, mapper, ours) for ours, theirs in relation.pairs]
    session._connection().execute(sa.delete(relation.secondary_table).where(*conditions))


def _settle(session, gone):
    """After the statements: what is in memory is what the database has."""
    for kept in (session._new, session._modified):
        for state, instance in list(kept.items()):
            if state in gone:
                continue
            _note_saved(instance, state)
            kept.pop(state, None)
    for state, instance in gone.items():
        session._forget(instance)


def _note_saved(instance, state):
    if state.key is None:
        return
    mapper = state.mapper
    identity = tuple([native.get(instance, key) for key in mapper.key_attributes])
    if any(attribute in state.changes for attribute in mapper.key_attributes) and None not in identity:
        state.key = (mapper.key_class, identity)
        state.session.identity_map.add(state.key, instance)
    for key in list(state.changes):
        relation = mapper.attributes.get(key)
        # A reference that was set by its key alone is looked up anew.
        if relation is not None and relation.is_column:
            _expire_references(instance, mapper, relation.column, state.changes)
    state.changes.clear()
    if mutable.attributes_of(mapper):
        mutable.remember(instance, state)
    for relation in mapper.known_relationships:
        if relation.direction is not None and relation.uselist and native.has(instance, relation.key):
            state.snapshots[relation.key] = items_of(native.get(instance, relation.key))


def _expire_references(instance, mapper, column, changes):
    for relation in mapper.known_relationships:
        if relation.direction != MANY_TO_ONE or relation.key in changes:
            continue
        if any(ours.name == column.name for ours, _ in relation.pairs):
            native.drop(instance, relation.key)
