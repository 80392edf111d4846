"""relationship(): what it joins, how it is loaded, and its two sides kept in step."""

import sys

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm.impl import native
from sqlalchemy.orm.impl.attributes import NO_VALUE, DetachedInstanceError, note_change, state_of
from sqlalchemy.orm.impl.names import Names, foreign
from sqlalchemy.orm.impl.dynamic import DynamicCollection
from sqlalchemy.orm.impl.collections import collection_class_for, items_of

ONE_TO_MANY, MANY_TO_ONE, MANY_TO_MANY = "ONETOMANY", "MANYTOONE", "MANYTOMANY"


def relationship(argument=None, secondary=None, **keywords):
    return Relationship(argument, secondary, **keywords)


def dynamic_loader(argument=None, **keywords):
    return Relationship(argument, lazy="dynamic", **keywords)


early_names = {}  # what conditions in class bodies call columns that have no name yet: their names


def named_pairs(pairs, table):
    """Columns of the class that is being declared stand in no table yet: it is this one."""

    def named(side):
        return (table.name, early_names[side[1]]) if side[1] in early_names else side

    return [(named(left), named(right)) for left, right in pairs]


_waiting = []  # relationships whose backref is not there yet


_unchecked = []  # relationships of classes in scripts


def configure_waiting():
    """Makes the other sides that backref= asks for, of classes that are there by now; what a script
    declares must fit together."""
    while _unchecked:
        _unchecked[0].check()
        _unchecked.pop(0)
    for relation in list(_waiting):
        try:
            relation.configure()
        except exc.SQLAlchemyError:
            continue  # An error when it is used.
        _waiting[:] = [other for other in _waiting if other is not relation]  # == makes SQL


class backref:
    def __init__(self, name, **keywords):
        self.name = name
        self.keywords = keywords


def remote(column):
    return column


class Relationship:
    is_column = False

    def __init__(self, argument, secondary=None, *, uselist=None, primaryjoin=None, secondaryjoin=None,
                 foreign_keys=None, remote_side=None, order_by=None, backref=None, back_populates=None,
                 cascade=None, lazy="select", viewonly=False, passive_deletes=False, post_update=False,
                 collection_class=None, single_parent=False, **ignored):
        self.argument = argument
        self.secondary = secondary
        self.uselist = uselist
        self.primaryjoin = primaryjoin
        self.secondaryjoin = secondaryjoin
        self.foreign_keys = foreign_keys
        self.remote_side = remote_side
        self.order_by = order_by
        self.backref = backref
        self.back_populates = back_populates
        self.cascade = _cascades(cascade, viewonly)
        self.lazy = lazy
        self.viewonly = viewonly
        self.passive_deletes = passive_deletes
        self.collection_class = collection_class
        self.annotated_target = None
        self.mapper_of_parent = None
        self.key = None
        self.direction = None
        self.criteria = []  # of and_()
        self.alias_of_parent = None
        self.declared_in = None  # the mapper above, for what an inheriting class takes over
        self.aliased_target = None

    def copy(self):
        made = Relationship(None)
        for name in ("argument", "secondary", "uselist", "primaryjoin", "secondaryjoin", "foreign_keys",
                     "remote_side", "order_by", "back_populates", "cascade", "lazy", "viewonly",
                     "passive_deletes", "collection_class", "annotated_target"):
            setattr(made, name, getattr(self, name))
        return made

    def take_annotation(self, target, many):
        self.annotated_target = target
        if self.uselist is None:
            self.uselist = many

    def attach(self, mapper, key):
        self.mapper_of_parent = mapper
        self.key = key
        if self.backref is not None:
            _waiting.append(self)
        self.in_script = mapper.class_.__module__ not in sys.modules
        if self.in_script:
            _unchecked.append(self)

    def check(self):
        """Errors that SQLAlchemy finds before any use."""
        target = self._find_target()
        if self.back_populates is None:
            return
        known = [relation.key for relation in target.relationships]
        if self.back_populates not in known and not hasattr(target.class_, self.back_populates):
            raise exc.InvalidRequestError(
                f"Mapper 'Mapper[{target.class_.__name__}({target.local_table.name})]' has no property '{self.back_populates}'.  If this property was "
                "indicated from other mappers or configure events, ensure registry.configure() has been "
                "called."
            )

    def is_resolvable(self):
        """Whether the other class is known. Of an application's classes, only those are there whose
        modules were needed; with the others nothing can have been done."""
        if self.direction is not None or self.in_script:
            return True
        registry = self.mapper_of_parent.registry
        argument = self.argument if self.argument is not None else self.annotated_target
        if not isinstance(argument, str) and not native.is_unknown(argument) and not _is_class(argument):
            argument = argument()
        secondary = self.secondary
        if native.is_unknown(argument) or native.is_unknown(secondary):
            return False
        if isinstance(argument, str) and argument.rsplit(".", 1)[-1] not in registry.classes:
            return False
        return not isinstance(secondary, str) or secondary in self.mapper_of_parent.local_table.metadata.tables

    # ---- what it joins

    def configure(self):
        """Finds the other class and the columns that join the two; once, on first use."""
        if self.direction is not None:
            return self
        parent = self.mapper_of_parent
        self.target = self._find_target()
        self.secondary_table = self._evaluated(self.secondary)
        if isinstance(self.secondary_table, type):
            self.secondary_table = self.secondary_table.__table__
        if isinstance(self.secondary_table, str):
            self.secondary_table = parent.local_table.metadata.tables[self.secondary_table]
        self.extra = []
        own_table, target_table = self._tables_joined(self.declared_in or parent)
        if self.secondary_table is not None:
            self._configure_secondary(own_table, target_table)
        else:
            self._configure_direct(own_table, target_table)
        if self.uselist is None:
            self.uselist = self.direction != MANY_TO_ONE
        self._configure_backref()
        return self

    def _tables_joined(self, parent):
        """The two tables with foreign keys between them, of classes that may have several."""
        if self.secondary_table is not None:
            tables = [(own, self.secondary_table) for own in parent.tables[::-1]]
            own = next((own for own, table in tables if _joins(table, own, [])), parent.local_table)
            targets = self.target.tables[::-1]
            return own, next((t for t in targets if _joins(self.secondary_table, t, [])), self.target.local_table)
        if len(parent.tables) == 1 and len(self.target.tables) == 1:
            return parent.local_table, self.target.local_table
        for own in parent.tables[::-1]:
            for other in self.target.tables[::-1]:
                if self._linked(own, other, parent) or self._linked(other, own, self.target):
                    return own, other
        return parent.local_table, self.target.local_table

    def _linked(self, table, other, mapper):
        keys = [join for join in _joins(table, other, []) if join != mapper.inherit_pairs]
        return bool(keys)

    def _find_target(self):
        argument = self.argument if self.argument is not None else self.annotated_target
        if isinstance(argument, str):
            if "(" in argument or "[" in argument:
                raise exc.InvalidRequestError(f"the class of a relationship cannot be found: {argument}")
            return self.mapper_of_parent.registry.find(argument).__mapper__
        if not _is_class(argument):
            argument = argument()
        return argument.__mapper__

    def _evaluated(self, value):
        """Configuration given as a text or a function."""
        if isinstance(value, str):
            tables = self.mapper_of_parent.local_table.metadata.tables
            if value in tables:
                return tables[value]
            return native.evaluate(value, Names(self.mapper_of_parent))
        if callable(value) and not _is_class(value):
            return value()
        return value

    def _columns(self, value):
        value = self._evaluated(value)
        if value is None:
            return []
        return list(value) if isinstance(value, (list, tuple, set)) else [value]

    def _configure_direct(self, parent, target):
        chosen = [column.name for column in self._columns(self.foreign_keys)]
        remote_side = [column.name for column in self._columns(self.remote_side)]
        condition = self._evaluated(self.primaryjoin)
        if condition is not None:
            pairs, self.extra = native.equal_pairs(condition)
            pairs = named_pairs(pairs, parent)
            self._direct_of_pairs(parent, target, pairs, chosen, remote_side)
            return
        own = [join for join in _joins(parent, target, chosen) if self._is_own(parent, join)]
        theirs = [join for join in _joins(target, parent, chosen) if self._is_own(target, join)]
        if parent is target:
            theirs = own if not remote_side or not _all_primary(parent, remote_side) else []
            own = [] if theirs else own
        if own and theirs:
            raise exc.ArgumentError(
                f"{self._name()}: both tables refer to each other; give foreign_keys= to the relationship"
            )
        if own:
            self._require_one(own)
            self.direction = MANY_TO_ONE
            self.pairs = [(parent.c[ours], target.c[other]) for ours, other in own[0]]
        elif theirs:
            self._require_one(theirs)
            self.direction = ONE_TO_MANY
            self.pairs = [(parent.c[other], target.c[ours]) for ours, other in theirs[0]]
        else:
            raise exc.NoForeignKeysError(
                "Could not determine join condition between parent/child tables on relationship "
                f"{self._name()} - there are no foreign keys linking these tables.  Ensure that "
                "referencing columns are associated with a ForeignKey or ForeignKeyConstraint, or "
                "specify a 'primaryjoin' expression."
            )

    def _is_own(self, table, join):
        """Not the foreign key that joins an inheriting class to the table above."""
        for mapper in (self.mapper_of_parent, self.target):
            if mapper.local_table is table and mapper.inherit_pairs and join == mapper.inherit_pairs:
                return False
        return True

    def _require_one(self, joins):
        if len(joins) > 1:
            raise exc.AmbiguousForeignKeysError(
                "Could not determine join condition between parent/child tables on relationship "
                f"{self._name()} - there are multiple foreign key paths linking the tables.  Specify "
                "the 'foreign_keys' argument, providing a list of those columns which should be "
                "counted as containing a foreign key reference to the parent table."
            )

    def _direct_of_pairs(self, parent, target, pairs, chosen, remote_side):
        own_keys = {ours for join in _joins(parent, target, []) for ours, _ in join}
        their_keys = {ours for join in _joins(target, parent, []) for ours, _ in join}
        self.pairs = []
        forward = backward = 0
        for left, right in pairs:
            if parent is target:
                flipped = left[1] in remote_side or (not remote_side and right[1] not in own_keys)
            else:
                flipped = left[0] != parent.name
            ours, other = (right[1], left[1]) if flipped else (left[1], right[1])
            self.pairs.append((parent.c[ours], target.c[other]))
            if chosen:
                forward += ours in chosen and parent.c[ours] is not None and other not in chosen
                backward += other in chosen
            else:
                forward += ours in own_keys
                backward += other in their_keys
        if parent is target and remote_side:
            self.direction = MANY_TO_ONE if _all_primary(parent, remote_side) else ONE_TO_MANY
        else:
            self.direction = MANY_TO_ONE if forward and not backward else ONE_TO_MANY

    def _configure_secondary(self, parent, target):
        self.direction = MANY_TO_MANY
        table = self.secondary_table
        self.pairs = self._secondary_pairs(table, parent, self.primaryjoin, 0)
        self.target_pairs = self._secondary_pairs(table, target, self.secondaryjoin, -1)

    def _secondary_pairs(self, table, other, condition, position):
        """Pairs of a column of `other` and the one of the secondary table that refers to it."""
        condition = self._evaluated(condition)
        if condition is not None:
            pairs, rest = native.equal_pairs(condition)
            if rest:
                raise exc.ArgumentError(
                    f"{self._name()}: of a join through a secondary table only columns that are equal are known"
                )
            made = []
            for left, right in named_pairs(pairs, other):
                if left[0] == table.name:
                    left, right = right, left
                made.append((other.c[left[1]], table.c[right[1]]))
            return made
        joins = _joins(table, other, [])
        if not joins:
            raise exc.NoForeignKeysError(
                f"Could not determine join condition between parent/child tables on relationship "
                f"{self._name()} - there are no foreign keys linking these tables via secondary table "
                f"'{table.name}'."
            )
        return [(other.c[referred], table.c[ours]) for ours, referred in joins[position]]

    def _configure_backref(self):
        if self.backref is not None and self.back_populates is None:
            given = self.backref if isinstance(self.backref, backref) else backref(self.backref)
            self.back_populates = given.name
            keywords = dict(given.keywords)
            for name in ("primaryjoin", "secondaryjoin", "foreign_keys", "viewonly"):
                keywords.setdefault(name, getattr(self, name))
            if self.secondary is not None:
                keywords["primaryjoin"], keywords["secondaryjoin"] = self.secondaryjoin, self.primaryjoin
            elif self.mapper_of_parent.local_table is self.target.local_table:
                keywords.setdefault("remote_side", [pair[0] for pair in self.pairs])
            if given.name not in self.target.attributes:
                made = Relationship(
                    self.mapper_of_parent.class_, self.secondary, back_populates=self.key, **keywords
                )
                self.target.add_property(given.name, made)

    def _name(self):
        return f"{self.mapper_of_parent.class_.__name__}.{self.key}"

    @property
    def mapper(self):
        return self.configure().target

    @property
    def entity(self):
        return self.configure().target

    @property
    def parent(self):
        return self.mapper_of_parent

    @property
    def class_(self):
        return self.mapper_of_parent.class_

    def other_side(self):
        self.configure()
        return self.target.attributes.get(self.back_populates) if self.back_populates else None

    # ---- at an instance

    def __get__(self, instance, owner):
        if instance is None:
            return self
        self.configure()
        state = state_of(instance)
        if self.lazy in ("dynamic", "write_only"):
            return DynamicCollection(self, instance)
        if state.key is None or state.session is None:
            if state.key is not None and not state.was_deleted:
                raise DetachedInstanceError(
                    f"Parent instance <{type(instance).__name__}> is not bound to a Session; lazy load "
                    f"operation of attribute '{self.key}' cannot proceed"
                )
            value = self._empty(instance)
        else:
            value = self._load(instance, state)
        native.put(instance, self.key, value)
        if self.uselist:
            state.snapshots[self.key] = items_of(value)
        return value

    def _empty(self, instance):
        return collection_class_for(self)(self, instance) if self.uselist else None

    def _load(self, instance, state):
        session = state.session
        if not self.uselist and self.direction == MANY_TO_ONE:
            return self._load_one(instance, session)
        found = self.query(instance, session).all()
        if self.uselist:
            collection = self._empty(instance)
            collection._fill(found)
            return collection
        return found[0] if found else None

    def _load_one(self, instance, session):
        values = self._values(instance)
        if None in values:
            return None
        names = [remote.name for _, remote in self.pairs]
        if not self.extra and sorted(names) == sorted(self.target.key_names):
            identity = tuple([values[names.index(name)] for name in self.target.key_names])
            return session.get(self.target.class_, identity)
        return self.query(instance, session).first()

    def _values(self, instance):
        attributes = self.mapper_of_parent.columns_by_name
        return [getattr(instance, attributes[ours.name].key) for ours, _ in self.pairs]

    def query(self, instance, session):
        """The query for what an instance refers to."""
        query = session.query(self.target.class_)
        values = self._values(instance)
        if self.direction == MANY_TO_MANY:
            for ours, theirs in self.target_pairs:
                query = query.filter(ours == theirs)
        for (_, other), value in zip(self.pairs, values):
            query = query.filter(other == value)
        for condition in self.extra:
            query = query.filter(condition)
        return self.ordered(query)

    def ordered(self, query):
        for clause in self._columns(self.order_by):
            query = query.order_by(clause)
        return query

    def fill(self, instance, items):
        """Sets the collection of an instance to what the database has."""
        collection = self._empty(instance)
        collection._fill(items)
        native.put(instance, self.key, collection)
        state_of(instance).snapshots[self.key] = list(items)

    def set(self, instance, value):
        self.configure()
        if self.uselist:
            self._set_many(instance, value)
        else:
            self._set_one(instance, value, True)

    def _set_one(self, instance, value, announce):
        state = state_of(instance)
        before = native.get(instance, self.key, NO_VALUE)
        if before is NO_VALUE and state.key is not None and state.session is not None:
            before = self.__get__(instance, None) if announce else self._known(instance, state)
        if not announce and value is not None and self.back_populates is not None:
            if before is not NO_VALUE and before is not None and before is not value:
                self.other_side().leave(before, instance)
        note_change(instance, state, self.key)
        native.put(instance, self.key, value)
        if not announce:
            return
        other = self.other_side()
        if other is not None and before is not value:
            if before is not None and before is not NO_VALUE:
                other.leave(before, instance)
            if value is not None:
                other.join_in(value, instance)
        if value is not None and state.session is not None and "save-update" in self.cascade:
            state.session._cascade_add(value)

    def _known(self, instance, state):
        """What the instance refers to, if the session holds it already."""
        names = [remote.name for _, remote in self.pairs]
        if self.direction != MANY_TO_ONE or self.extra or sorted(names) != sorted(self.target.key_names):
            return NO_VALUE
        attributes = self.mapper_of_parent.columns_by_name
        values = [native.get(instance, attributes[ours.name].key) for ours, _ in self.pairs]
        identity = tuple([values[names.index(name)] for name in self.target.key_names])
        found = state.session.identity_map.get((self.target.key_class, identity))
        return NO_VALUE if found is None else found

    def _set_many(self, instance, values):
        current = getattr(instance, self.key)
        for item in items_of(current):
            if item not in values:
                current.remove(item)
        for item in list(values.values() if isinstance(values, dict) else values):
            if item not in items_of(current):
                current._add(item)

    def join_in(self, instance, item):
        """The other side came to refer to `instance`: this side refers back, without an event."""
        self.configure()
        if self.lazy in ("dynamic", "write_only"):
            return
        if not self.uselist:
            self._set_one(instance, item, False)
        elif native.has(instance, self.key) or state_of(instance).key is None:
            collection = getattr(instance, self.key)
            if item not in items_of(collection):
                collection._put(item)

    def leave(self, instance, item):
        self.configure()
        if not self.uselist:
            if native.get(instance, self.key) is item:
                self._set_one(instance, None, False)
        elif native.has(instance, self.key):
            collection = native.get(instance, self.key)
            if item in items_of(collection):
                collection._take(item)

    def appended(self, instance, item):
        """An item was added to the collection of an instance."""
        state = state_of(instance)
        if state.session is not None and state.key is not None:
            state.session._modified[state] = instance
        other = self.other_side()
        if other is not None:
            other.join_in(item, instance)
        if state.session is not None and "save-update" in self.cascade:
            state.session._cascade_add(item)

    def removed(self, instance, item):
        state = state_of(instance)
        if state.session is not None and state.key is not None:
            state.session._modified[state] = instance
        other = self.other_side()
        if other is not None:
            other.leave(item, instance)

    # ---- at the class: conditions

    def _join_condition(self):
        self.configure()
        conditions = [ours == other for ours, other in self.pairs]
        if self.direction == MANY_TO_MANY:
            conditions += [ours == other for ours, other in self.target_pairs]
        return sa.and_(*conditions, *self.extra)

    def _join_target(self):
        """What `select().join()` joins; its condition comes from the foreign keys."""
        return self.configure().target.local_table

    def __clause_element__(self):
        return self._join_condition()

    def join_steps(self, entity=None, onclause=None):
        """(table, ON) for each table that joining along this relationship adds, to an alias if one is given."""
        self.configure()
        entity = entity if entity is not None else self.aliased_target
        table = getattr(entity, "_table", None)  # of an alias
        own = getattr(self.alias_of_parent, "_table", None)
        if table is None and self.target.tables[0] is self.mapper_of_parent.tables[0] and own is None:
            if entity is None or entity is self.target.class_:
                raise exc.InvalidRequestError(
                    f"Can't join table/selectable '{self.target.local_table.name}' to itself; give an alias of "
                    f"{self.target.class_.__name__} to join along {self._name()}"
                )
        conditions = [_of(own, ours) == _of(None if self.direction == MANY_TO_MANY else table, other) for ours, other in self.pairs]
        conditions += self.criteria
        if self.direction != MANY_TO_MANY:
            conditions += self.extra
            if onclause is not None:
                conditions.append(onclause)
            return [(self.target.selectable if table is None else table, sa.and_(*conditions))]
        second = [_of(table, ours) == other for ours, other in self.target_pairs]
        if onclause is not None:
            second.append(onclause)
        target = self.target.selectable if table is None else table
        return [(self.secondary_table, sa.and_(*conditions)), (target, sa.and_(*second))]

    def at_alias(self, alias):
        """The relationship of an alias of its class."""
        made = self._derived()
        made.alias_of_parent = alias
        return made

    def _derived(self):
        self.configure()
        made = self.copy()
        for name in ("mapper_of_parent", "key", "in_script", "direction", "target", "secondary_table", "extra",
                     "pairs", "target_pairs", "declared_in", "aliased_target", "alias_of_parent", "criteria"):
            if hasattr(self, name):
                setattr(made, name, getattr(self, name))
        return made

    def _self_referential(self, criterion, values):
        """any() and has() where both sides are one table: the other side is looked at by itself."""
        if len(self.pairs) != 1 or self.direction == MANY_TO_MANY:
            raise exc.InvalidRequestError(
                f"any() and has() of {self._name()} cannot be evaluated here: a table is joined to itself by "
                "several columns; write the condition with exists() and an alias"
            )
        (ours, other), = self.pairs
        conditions = [getattr(self.target.class_, name) == value for name, value in values.items()]
        if criterion is not None:
            conditions.append(criterion)
        found = sa.select(other).where(other.is_not(None), *conditions, *self.extra).correlate(None)
        return sa.and_(ours.is_not(None), ours.in_(found))

    def has(self, criterion=None, **values):
        return self.any(criterion, **values)

    def any(self, criterion=None, **values):
        self.configure()
        if self.target.tables[0] is self.mapper_of_parent.tables[0]:
            return self._self_referential(criterion, values)
        condition = self._join_condition()
        for name, value in values.items():
            condition = sa.and_(condition, getattr(self.target.class_, name) == value)
        if criterion is not None:
            condition = sa.and_(condition, criterion)
        return sa.exists(sa.select(sa.literal_column("1")).where(condition))

    def contains(self, item):
        self.configure()
        conditions = self._pairs_equal(self.target_pairs if self.direction == MANY_TO_MANY else
                                       [(theirs, ours) for ours, theirs in self.pairs], item)
        if self.direction != MANY_TO_MANY:
            return sa.and_(*conditions)
        conditions += [ours == other for ours, other in self.pairs]
        return sa.exists(sa.select(sa.literal_column("1")).where(*conditions))

    def _pairs_equal(self, pairs, item):
        attributes = self.target.columns_by_name
        return [other == getattr(item, attributes[ours.name].key) for ours, other in pairs]

    def __eq__(self, other):
        self.configure()
        if other is None:
            if self.direction == MANY_TO_ONE:
                return sa.and_(*[ours.is_(None) for ours, _ in self.pairs])
            return sa.not_(self.any())
        if isinstance(other, Relationship):
            return self is other
        return sa.and_(*self._pairs_equal([(theirs, ours) for ours, theirs in self.pairs], other))

    def __ne__(self, other):
        if isinstance(other, Relationship):
            return self is not other
        return sa.not_(self == other)

    def __hash__(self):
        return id(self)

    def is_(self, other):
        return self == other

    def is_not(self, other):
        return sa.not_(self == other)

    isnot = is_not

    def of_type(self, cls):
        made = self._derived()
        made.aliased_target = cls
        if hasattr(cls, "__mapper__"):
            made.target = cls.__mapper__
        return made

    def and_(self, *criteria):
        made = self._derived()
        made.criteria = self.criteria + list(criteria)
        return made

    @property
    def property(self):  # The last one: the name hides the decorator.
        return self.configure()


def _of(table, column):
    return column if table is None else table.c[column.name]


def _is_class(value):
    return isinstance(value, type)


def _cascades(text, viewonly):
    if viewonly:
        return set()
    if text is None:
        return {"save-update", "merge"}
    parts = {part.strip() for part in text.split(",") if part.strip() and part.strip() != "none"}
    if "all" in parts:
        parts |= {"save-update", "merge", "refresh-expire", "expunge", "delete"}
    return parts


def _joins(table, other, chosen):
    """The foreign keys of `table` that refer to `other`, each as pairs of names."""
    joins = []
    for columns, schema, name, referred in native.foreign_keys(table):
        if name != other.name or schema != other.schema:
            continue
        if chosen and not all(column in chosen for column in columns):
            continue
        joins.append(list(zip(columns, referred)))
    return joins


def _all_primary(table, names):
    return all(name in native.primary_key(table) for name in names)
