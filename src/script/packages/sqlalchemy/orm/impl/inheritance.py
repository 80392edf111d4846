"""Joined-table inheritance: the tables that the rows of one class are spread over."""

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm.impl import native
from sqlalchemy.orm.impl.relationships import named_pairs


class Level:
    """One of the tables of a class, with the attributes that are its columns."""

    def __init__(self, table, attributes, key_names, synced):
        self.table = table
        self.attributes = attributes
        self.key_names = key_names  # in the order of the mapper's primary key
        self.synced = synced  # [(attribute of this table, attribute of the table above)]

    def attribute(self, name):
        for attribute in self.attributes:
            if attribute.column.name == name:
                return attribute
        return None


def key_of(tables):
    """The names of the columns that tell the rows of a table, or of a join of several, apart."""
    names = []
    for table in tables:
        referring = [
            name
            for columns, schema, referred, _ in native.foreign_keys(table)
            if any(other is not table and other.name == referred and other.schema == schema for other in tables)
            for name in columns
        ]
        names.extend(name for name in native.primary_key(table) if name not in referring and name not in names)
    return names


def levels_of(mapper):
    """From the table of the base to the class's own; None for a class that is mapped to a join."""
    parent = mapper.inherits
    if mapper.joined or (parent is not None and parent._levels is None):
        return None
    own = [attribute for attribute in mapper.column_attributes if attribute.column.table is mapper.local_table]
    if parent is None:
        return [Level(mapper.local_table, own, mapper.key_names, [])]
    if mapper.local_table is parent.local_table:
        return parent.levels[:-1] + [Level(mapper.local_table, own, parent.levels[-1].key_names, parent.levels[-1].synced)]
    above = {}
    synced = []
    for ours, theirs in mapper.inherit_pairs:
        above[theirs] = ours
        upper = [a for level in parent.levels for a in level.attributes if a.column.name == theirs]
        synced.append((_attribute_named(own, ours), upper[-1]))
    names = [above.get(name) for name in parent.levels[-1].key_names]
    return parent.levels + [Level(mapper.local_table, own, names, synced)]


def _attribute_named(attributes, name):
    return [attribute for attribute in attributes if attribute.column.name == name][0]


def inherit_pairs(mapper, parent, condition):
    """(own column, column of the table above) that are equal."""
    table, above = mapper.local_table, parent.local_table
    if condition is not None:
        pairs, _ = native.equal_pairs(condition() if callable(condition) else condition)
        pairs = named_pairs(pairs, table)
        return [(a[1], b[1]) if a[0] == table.name else (b[1], a[1]) for a, b in pairs]
    found = []
    for columns, schema, name, referred in native.foreign_keys(table):
        if name == above.name and schema == above.schema:
            found.append(list(zip(columns, referred)))
    keys = native.primary_key(table)
    of_keys = [pairs for pairs in found if all(ours in keys for ours, _ in pairs)]
    chosen = of_keys or found
    if len(chosen) != 1:
        problem = "has no foreign key to" if not chosen else "has several foreign keys to"
        raise exc.ArgumentError(
            f"the table '{table.name}' of the inheriting class {mapper.class_.__name__} {problem} "
            f"'{above.name}'; give inherit_condition in __mapper_args__"
        )
    return chosen[0]


def joined(mapper):
    """The join of all tables of a class."""
    parent = mapper.inherits
    if parent is None:
        return mapper.local_table
    if mapper.local_table is parent.local_table:
        return parent.selectable
    above = {column.name: column for table in parent.tables for column in table.c}
    above.update({column.name: column for column in parent.local_table.c})
    conditions = [mapper.local_table.c[ours] == above[theirs] for ours, theirs in mapper.inherit_pairs]
    return sa.join(parent.selectable, mapper.local_table, sa.and_(*conditions))
