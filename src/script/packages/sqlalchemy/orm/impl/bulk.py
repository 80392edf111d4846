"""The bulk operations of sessions: rows without tracked instances."""

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm.impl.attributes import default_of, state_of
from sqlalchemy.orm.impl.unitofwork import (
    add_onupdate,
    changed_columns,
    filled_by_server,
    insert_instance,
    row_of,
    update_instance,
)


def has_default(mapper, name):
    return mapper.columns_by_name[name].column.default is not None


def save_objects(session, instances, return_defaults):
    for instance in instances:
        state = state_of(instance)
        mapper = state.mapper
        if state.key is None:
            if return_defaults or len(mapper.levels) > 1:
                insert_instance(session, instance, mapper)
            else:
                level = mapper.levels[0]
                row = row_of(instance, mapper, level, filled_by_server(level.attributes))
                session._connection().execute(sa.insert(level.table).values(row))
        else:
            attributes = changed_columns(instance, state)
            if attributes:
                update_instance(session, instance, state, attributes)
            state.changes.clear()


def _columns_of(mapper, mapping):
    """A mapping by attributes as one by columns."""
    made = {}
    for key, value in mapping.items():
        attribute = mapper.attributes.get(key)
        if attribute is not None and attribute.is_column:
            made[attribute.column.name] = value
        elif key in mapper.local_table.c:
            made[key] = value
    return made


def _require_one_table(mapper, what):
    if len(mapper.levels) > 1:
        raise exc.InvalidRequestError(
            f"{what} of {mapper.class_.__name__} cannot be evaluated here: its rows are in several tables "
            "(joined-table inheritance); write each table with insert() or update()"
        )


def insert_mappings(session, mapper, mappings, statement=None, render_nulls=False):
    _require_one_table(mapper, "a bulk insert")
    filled = filled_by_server(mapper.column_attributes)
    rows = []
    for mapping in mappings:
        row = _columns_of(mapper, mapping)
        if not render_nulls and statement is None:
            row = {
                name: value
                for name, value in row.items()
                if value is not None or not (name in filled or name in mapper.key_names or has_default(mapper, name))
            }
        for attribute in mapper.column_attributes:
            column = attribute.column
            if column.default is not None and column.name not in row:
                row[column.name] = default_of(column, row)
        rows.append(row)
    result = None
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and rows[end].keys() == rows[start].keys():
            end += 1
        base = statement if statement is not None else sa.insert(mapper.local_table)
        result = session._connection().execute(base, rows[start:end])
        start = end
    return result


def update_mappings(session, mapper, mappings):
    _require_one_table(mapper, "a bulk update")
    result = None
    for mapping in mappings:
        row = _columns_of(mapper, mapping)
        values = {name: value for name, value in row.items() if name not in mapper.key_names}
        if not values:
            continue
        add_onupdate(mapper.column_attributes, values, None)
        statement = sa.update(mapper.local_table).values(values)
        for column, name in zip(mapper.primary_key, mapper.key_names):
            statement = statement.where(column == row[name])
        result = session._connection().execute(statement)
    return result
