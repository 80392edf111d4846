"""What is loaded with the rows of a query: joinedload() and the like, and contains_eager().

Related instances are fetched after the rows, with one query for many of them. contains_eager() reads
them from the rows themselves.
"""

from sqlalchemy.orm.impl import native
from sqlalchemy.orm.impl.attributes import state_of
from sqlalchemy.orm.impl.collections import items_of
from sqlalchemy.orm.impl.loading import LoaderOption
from sqlalchemy.orm.impl.relationships import MANY_TO_ONE, ONE_TO_MANY, Relationship

EAGER = ("joined", "selectin", "subquery", "immediate", False)
_AT_ONCE = 500


def eager_option(*attributes, **keywords):
    return LoaderOption("eager", attributes)


def other_option(*attributes, **keywords):
    """lazyload() and the like: what they name is loaded when it is first asked for."""
    return LoaderOption("related", attributes)


def contains_eager(*attributes, alias=None, **keywords):
    return LoaderOption("contains_eager", attributes, alias)


def _relations(columns):
    return [column for column in columns if isinstance(column, Relationship)]


def load_options(session, mapper, options, instances):
    """Loads what options and the relationships themselves want loaded with the instances."""
    instances = [instance for instance in instances if instance is not None]
    named = set()
    for option in options:
        reached = instances
        for kind, columns in getattr(option, "steps", ()):
            for relation in _relations(columns):
                named.add(relation.key)
                mine = [item for item in reached if _belongs(item, relation)]
                if kind == "eager":
                    load_related(session, relation, mine)
                elif kind == "related":
                    mine = []
                reached = _reached(relation, mine)
    for relation in mapper.known_relationships:
        if relation.lazy in EAGER and relation.key not in named:
            load_related(session, relation, instances)


def _belongs(instance, relation):
    return state_of(instance).mapper.isa(relation.mapper_of_parent)


def _reached(relation, instances):
    found = []
    for instance in instances:
        if native.has(instance, relation.key):
            value = native.get(instance, relation.key)
            found.extend(items_of(value) if relation.uselist else [value] if value is not None else [])
    return found


def load_related(session, relation, instances):
    """Fills an attribute of many instances."""
    relation.configure()
    missing, seen = [], set()
    for instance in instances:
        if not native.has(instance, relation.key) and id(instance) not in seen:
            seen.add(id(instance))
            missing.append(instance)
    simple = len(relation.pairs) == 1 and not relation.extra
    kept = []
    if simple and relation.direction == MANY_TO_ONE:
        kept = _load_targets(session, relation, missing)
    elif simple and relation.direction == ONE_TO_MANY and relation.uselist:
        _load_collections(session, relation, missing)
    for instance in missing:
        if not native.has(instance, relation.key):
            getattr(instance, relation.key)
    return kept


def _load_targets(session, relation, instances):
    """Brings what the instances refer to into the session; the list keeps it there."""
    target = relation.target
    if [relation.pairs[0][1].name] != list(target.key_names):
        return []
    values = {relation._values(instance)[0] for instance in instances}
    known = [session.identity_map.get((target.key_class, (value,))) for value in values]
    missing = [value for value, found in zip(values, known) if found is None and value is not None]
    missing.sort(key=str)
    for start in range(0, len(missing), _AT_ONCE):
        query = session.query(target.class_).autoflush(False)
        known.extend(query.filter(target.primary_key[0].in_(missing[start : start + _AT_ONCE])).all())
    return known


def _load_collections(session, relation, instances):
    target, other = relation.target, relation.pairs[0][1]
    key = target.columns_by_name[other.name].key
    groups = {}
    for instance in instances:
        groups.setdefault(relation._values(instance)[0], []).append(instance)
    values = [value for value in groups if value is not None]
    found = {value: [] for value in groups}
    for start in range(0, len(values), _AT_ONCE):
        query = session.query(target.class_).autoflush(False)
        query = query.filter(other.in_(values[start : start + _AT_ONCE]))
        for item in relation.ordered(query).all():
            found.setdefault(getattr(item, key), []).append(item)
    for value, owners in groups.items():
        for instance in owners:
            relation.fill(instance, found[value])


class RowReader:
    """contains_eager(): reads a related instance from each row, and gives it to its owner."""

    def __init__(self, relation, loader, previous):
        self.relation = relation.configure()
        self.loader = loader
        self.previous = previous  # the reader of the owner
        self.filled = {}  # id of the owner -> (the owner, its items)
        self.current = None

    def __call__(self, row):
        item = self.loader(row)
        self.current = item
        owner = self.previous.current
        if owner is None:
            return
        key = id(owner)
        if key not in self.filled:
            if native.has(owner, self.relation.key) and not self.loader.refresh:
                return
            self.filled[key] = (owner, [])
        items = self.filled[key][1]
        if item is not None and not any(known is item for known in items):
            items.append(item)
        if not self.relation.uselist:
            native.put(owner, self.relation.key, item)

    def finish(self):
        for owner, items in self.filled.values():
            if self.relation.uselist:
                self.relation.fill(owner, items)
