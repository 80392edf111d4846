"""select() of mapped classes: joins along relationships, and conditions by attribute names."""

import sqlalchemy as sa
from sqlalchemy.orm.impl import loading
from sqlalchemy.orm.impl.aliases import AliasedClass
from sqlalchemy.orm.impl.relationships import Relationship


def table_of(target):
    """What FROM says for an entity: a table, or the join of an inheriting class's tables."""
    mapper = loading.mapper_of(target)
    if mapper is None:
        return target
    return target._table if isinstance(target, AliasedClass) else mapper.selectable


def steps(target, onclause, entity=None):
    """(what to join, ON) of a join whose target or condition may be a relationship; ON may be None."""
    if isinstance(target, Relationship):
        return target.join_steps(onclause=onclause)
    if isinstance(onclause, Relationship):
        return onclause.join_steps(target)
    return [(table_of(target), onclause)]


def join_select(select, target, onclause=None, isouter=False, full=False):
    for table, condition in steps(target, onclause):
        select = select.join(table, condition, isouter=isouter, full=full)
    return select


def attribute_equals(cls, name, value):
    return getattr(cls, name) == value


def with_inherited_tables(select, mapper):
    """Joins the tables that an inheriting class's own table extends, unless they are there."""
    return select if len(mapper.tables) == 1 else select.select_from(mapper.selectable)


def implied_condition(table, other):
    return sa.join(table, other).onclause
