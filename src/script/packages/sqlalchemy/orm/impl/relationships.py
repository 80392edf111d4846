"""relationship(): what it joins, how it is loaded, and its two sides kept in step."""

import sys

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm.impl import native
from sqlalchemy.orm.impl.attributes import NO_VALUE, note_change, state_of
from sqlalchemy.orm.impl.collections import collection_class_for, items_of

ONE_TO_MANY, MANY_TO_ONE, MANY_TO_MANY = "ONETOMANY", "MANYTOONE", "MANYTOMANY"


def relationship(argument=None, secondary=None, **keywords):
    return Relationship(argument, secondary, **keywords)


def dynamic_loader(argument=None, **keywords):
    return Relationship(argument, lazy="dynamic", **keywords)


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


def foreign(column):
    return column


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
        if self.secondary_table is not None:
            self._configure_secondary(parent.local_table, self.target.local_table)
        else:
            self._configure_direct(parent.local_table, self.target.local_table)
        if self.uselist is None:
            self.uselist = self.direction != MANY_TO_ONE
        self._configure_backref()
        return self

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
            return native.evaluate(value, _Names(self.mapper_of_parent))
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
            self._direct_of_pairs(parent, target, pairs, chosen, remote_side)
            return
        own = _joins(parent, target, chosen)
        theirs = _joins(target, parent, chosen)
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
            pairs, _ = native.equal_pairs(condition)
            made = []
            for left, right in pairs:
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
        for clause in self._columns(self.order_by):
            query = query.order_by(clause)
        return query

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
            before = self.__get__(instance, None)
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

    def join_steps(self):
        """(table, ON) for each table that joining along this relationship adds."""
        self.configure()
        if self.direction != MANY_TO_MANY:
            return [(self.target.local_table, self._join_condition())]
        first = sa.and_(*[ours == other for ours, other in self.pairs])
        second = sa.and_(*[ours == other for ours, other in self.target_pairs])
        return [(self.secondary_table, first), (self.target.local_table, second)]

    def has(self, criterion=None, **values):
        return self.any(criterion, **values)

    def any(self, criterion=None, **values):
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
        return self

    def and_(self, *criteria):
        return self

    @property
    def property(self):  # The last one: the name hides the decorator.
        return self.configure()


class DynamicCollection:
    """`lazy="dynamic"`: a query, to which items can be added."""

    def __init__(self, relation, instance):
        self._relation = relation
        self._instance = instance

    def _query(self):
        state = state_of(self._instance)
        return self._relation.query(self._instance, state.session)

    def __getattr__(self, name):
        return getattr(self._query(), name)

    def __iter__(self):
        return iter(self._query())

    def __getitem__(self, index):
        return self._query()[index]

    def select(self):
        return self._query().statement

    def append(self, item):
        other = self._relation.other_side()
        if other is not None and not other.uselist:
            other._set_one(item, self._instance, False)
        else:
            for (ours, theirs) in self._relation.pairs:
                attributes = self._relation.target.columns_by_name
                own = self._relation.mapper_of_parent.columns_by_name
                setattr(item, attributes[theirs.name].key, getattr(self._instance, own[ours.name].key))
        session = state_of(self._instance).session
        if session is not None:
            session.add(item)

    add = append

    def remove(self, item):
        for (ours, theirs) in self._relation.pairs:
            setattr(item, self._relation.target.columns_by_name[theirs.name].key, None)


class _Names:
    """The names that configuration in texts may use: mapped classes and tables."""

    def __init__(self, mapper):
        self.mapper = mapper

    def find(self, name):
        registry = self.mapper.registry
        if name in registry.classes:
            return registry.classes[name]
        tables = self.mapper.local_table.metadata.tables
        if name in tables:
            return tables[name]
        if name in ("foreign", "remote"):
            return foreign
        return getattr(sa, name)


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
