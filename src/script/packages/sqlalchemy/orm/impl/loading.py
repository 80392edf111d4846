"""Rows of a SELECT as instances: which columns an entity needs, and the results of the ORM."""

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm.impl import events, mutable, native
from sqlalchemy.orm.impl.aliases import AliasedClass
from sqlalchemy.orm.impl.attributes import STATE, InstanceState


class LoaderOption:
    """load_only(), defer(), joinedload(), ... and what is chained to them."""

    def __init__(self, kind, columns, alias=None):
        self.steps = [(kind, columns)]
        self.aliases = {0: alias}

    def _step(self, kind, columns):
        self.steps.append((kind, columns))
        return self

    def load_only(self, *columns, **keywords):
        return self._step("load_only", columns)

    def defer(self, column, **keywords):
        return self._step("defer", (column,))

    def undefer(self, column):
        return self._step("undefer", (column,))

    def _eager(self, *attributes, **keywords):
        return self._step("eager", attributes)

    def _related(self, *attributes, **keywords):
        return self._step("related", attributes)

    def contains_eager(self, *attributes, alias=None, **keywords):
        self.aliases[len(self.steps)] = alias
        return self._step("contains_eager", attributes)

    joinedload = selectinload = subqueryload = immediateload = _eager
    lazyload = noload = raiseload = defaultload = undefer_group = _related

    def options(self, *options):
        for option in options:
            self.steps.extend(option.steps)
        return self

    def selectin_polymorphic(self, *classes):
        return self


def load_only(*columns, **keywords):
    return LoaderOption("load_only", columns)


def defer(column, *others, **keywords):
    return LoaderOption("defer", (column,))


def undefer(column, *others):
    return LoaderOption("undefer", (column,))


def Load(entity):
    return LoaderOption("related", ())


def _chosen(mapper, columns):
    names = set()
    for column in columns:
        if isinstance(column, str):
            names.add(column)
        elif any(getattr(column, "table", None) is table for table in mapper.tables):
            names.add(mapper.columns_by_name[column.name].key)
    return names


def attributes_to_load(mapper, options):
    only, deferred, undeferred = None, set(), set()
    for option in options:
        for kind, columns in getattr(option, "steps", ()):
            names = _chosen(mapper, columns)
            if kind == "load_only" and names:
                only = names if only is None else only | names
            elif kind == "defer":
                deferred |= names
            elif kind == "undefer":
                undeferred |= names
    wanted = []
    for attribute in mapper.column_attributes:
        key = attribute.key
        if key in mapper.key_attributes:
            wanted.append(attribute)
        elif only is not None:
            if key in only:
                wanted.append(attribute)
        elif key not in deferred and (not attribute.deferred or key in undeferred):
            wanted.append(attribute)
    return wanted


def mapper_of(item):
    """The mapper of an entity (a mapped class or an alias of one), or None."""
    if isinstance(item, AliasedClass):
        return item._mapper
    if isinstance(item, type):
        return getattr(item, "__mapper__", None)
    return None


class EntityLoader:
    """Makes instances of one entity from its part of each row."""

    def __init__(self, session, item, mapper, options, start, refresh=False):
        self.session = session
        self.mapper = mapper
        self.start = start
        self.refresh = refresh
        table = item._table if isinstance(item, AliasedClass) else None
        attributes = attributes_to_load(mapper, options)
        self.names = tuple([attribute.key for attribute in attributes])
        self.columns = tuple([attribute.column for attribute in attributes])
        self.selected = [
            attribute.column if table is None else table.c[attribute.column.name] for attribute in attributes
        ]
        self.current = None
        self.copies_mutables = bool(mutable.attributes_of(mapper))
        session._has_mutables = session._has_mutables or self.copies_mutables
        self.expressions = []
        for attribute in mapper.attributes.values():
            if not attribute.is_column and type(attribute).__name__ == "ExpressionAttribute":
                self.expressions.append((attribute.key, start + len(self.selected)))
                self.selected.append(attribute.expression.label(attribute.key))
        self.key_positions = [
            (start + self.names.index(key), mapper.attributes[key].column) for key in mapper.key_attributes
        ]
        self.discriminator = None
        base = mapper.base_mapper
        if base.polymorphic_on is not None and len(base.polymorphic_map) > 1:
            key = base.columns_by_name[base.polymorphic_on.name].key
            if key in self.names:
                self.discriminator = start + self.names.index(key)

    def __call__(self, row):
        self.current = self._instance(row)
        return self.current

    def _instance(self, row):
        identity = tuple([native.from_database(column, row[at]) for at, column in self.key_positions])
        if identity[0] is None and all(part is None for part in identity):
            return None
        session = self.session
        key = (self.mapper.key_class, identity)
        instance = session.identity_map.get(key)
        if instance is None:
            mapper = self.mapper
            if self.discriminator is not None:
                mapper = mapper.base_mapper.polymorphic_map.get(row[self.discriminator], mapper)
            instance = native.new(mapper.class_)
            state = InstanceState()
            state.mapper = mapper
            state.session = session
            state.key = key
            state.changes = {}
            state.snapshots = {}
            native.put(instance, STATE, state)
            native.populate(instance, self.names, self.columns, row, self.start)
            session.identity_map.add(key, instance)
            if self.copies_mutables:
                mutable.remember(instance, state)
            if events.has_listeners("load"):
                events.instance_event("load", instance, None)
        elif self.refresh:
            native.populate(instance, self.names, self.columns, row, self.start)
            state = native.get(instance, STATE)
            if self.copies_mutables:
                mutable.remember(instance, state)
            for name in self.names:
                state.changes.pop(name, None)
        else:
            native.populate_missing(instance, self.names, self.columns, row, self.start)
            if self.copies_mutables:
                mutable.remember_missing(instance, native.get(instance, STATE))
        for name, position in self.expressions:
            if self.refresh or not native.has(instance, name):
                native.put(instance, name, row[position])
        return instance


class _ColumnReader:
    def __init__(self, item, position):
        self.item = native.reader_of(item)
        self.position = position

    def __call__(self, row):
        value = row[self.position]
        return value if self.item is None else native.from_database(self.item, value)


def name_of(item):
    if isinstance(item, AliasedClass):
        return item._mapper.class_.__name__
    if isinstance(item, type):
        return item.__name__
    return getattr(item, "_orm_key", None) or getattr(item, "key", None) or getattr(item, "name", None) or ""


class Bundle:
    """Several columns that come as one item of a row."""

    single_entity = False

    def __init__(self, name, *columns, **keywords):
        self.name = name
        self.columns = columns


class _BundleReader:
    def __init__(self, bundle, position):
        self.names = [name_of(column) for column in bundle.columns]
        self.readers = [_ColumnReader(column, position + i) for i, column in enumerate(bundle.columns)]

    def __call__(self, row):
        return native.row(self.names, [reader(row) for reader in self.readers])


class Plan:
    """How the rows of a statement are read."""

    def __init__(self, session, items, options, refresh=False):
        self.columns = []
        self.readers = []
        self.names = [name_of(item) for item in items]
        self.criteria = []
        self.session = session
        self.options = options
        self.inherited = []  # mappers whose rows are in several tables
        self.row_readers = []  # of contains_eager()
        self.entities = []  # (position among the readers, mapper)
        for item in items:
            position = len(self.columns)
            mapper = mapper_of(item)
            if mapper is not None:
                self._add_entity(item, mapper, position, refresh)
            elif isinstance(item, Bundle):
                self.readers.append(_BundleReader(item, position))
                self.columns.extend(item.columns)
            elif isinstance(item, (sa.Table, sa.TableClause)):
                for column in item.c:
                    self.readers.append(_ColumnReader(column, len(self.columns)))
                    self.columns.append(column)
                self.names = [name_of(column) for column in self.columns]
            else:
                self.readers.append(_ColumnReader(item, position))
                self.columns.append(item)

        self._add_row_readers(refresh)

    def _add_entity(self, item, mapper, position, refresh):
        loader = EntityLoader(self.session, item, mapper, self.options, position, refresh)
        self.entities.append((len(self.readers), mapper))
        self.readers.append(loader)
        self.columns.extend(loader.selected)
        if len(mapper.tables) > 1:
            if isinstance(item, AliasedClass):
                raise exc.InvalidRequestError(
                    f"aliased({mapper.class_.__name__}) cannot be evaluated here: the rows of the class are in "
                    "several tables (joined-table inheritance); alias its tables instead"
                )
            self.inherited.append(mapper)
        if mapper.identities is not None:
            discriminator = mapper.polymorphic_on
            if isinstance(item, AliasedClass):
                discriminator = item._table.c[discriminator.name]
            self.criteria.append(discriminator.in_(mapper.identities))

    def _add_row_readers(self, refresh):
        """For contains_eager(): the columns of what the rows contain beside the entities."""
        made = {}
        for option in self.options:
            owner = None
            for place, (kind, columns) in enumerate(getattr(option, "steps", ())):
                if kind != "contains_eager":
                    break
                for relation in columns:
                    owner = owner or self._owner_of(relation)
                    if owner is None:
                        break
                    key = (id(owner), relation.key)
                    if key not in made:
                        made[key] = self._row_reader(relation, owner, option.aliases.get(place), refresh)
                    owner = made[key]

    def _owner_of(self, relation):
        for position, mapper in self.entities:
            if mapper.isa(relation.mapper_of_parent):
                return self.readers[position]
        return None

    def _row_reader(self, relation, owner, alias, refresh):
        from sqlalchemy.orm.impl.eager import RowReader

        target = relation.configure().target
        if isinstance(alias, AliasedClass):
            item = alias
        elif alias is not None:
            item = AliasedClass(target, alias)
        else:
            item = relation.aliased_target or target.class_
        loader = EntityLoader(self.session, item, target, self.options, len(self.columns), refresh)
        self.columns.extend(loader.selected)
        reader = RowReader(relation, loader, owner)
        self.row_readers.append(reader)
        return reader

    def statement(self, select, joined=False):
        made = select.with_only_columns(*self.columns)
        for mapper in self.inherited:
            if not joined:
                made = made.select_from(mapper.selectable)
        return made.where(*self.criteria) if self.criteria else made

    def read(self, row):
        values = [reader(row) for reader in self.readers]
        for reader in self.row_readers:
            reader(row)
        return values

    def read_all(self, rows):
        """All rows at once, with what is to be loaded with them."""
        from sqlalchemy.orm.impl.eager import load_options

        made = [self.read(row) for row in rows]
        for reader in self.row_readers:
            reader.finish()
        for position, mapper in self.entities:
            load_options(self.session, mapper, self.options, [values[position] for values in made])
        return made

    def identity_of(self, values):
        """What tells two rows with instances apart."""
        entities = [position for position, _ in self.entities]
        return tuple(
            [id(value) if i in entities or not _is_hashable(value) else value for i, value in enumerate(values)]
        )


def _is_hashable(value):
    return not isinstance(value, (list, dict, set))


def has_entities(items):
    for item in items:
        if mapper_of(item) is not None or isinstance(item, (Bundle, sa.Column)):
            return True
    return False


class Result:
    """What Session.execute() gives for entities: rows whose items are instances."""

    def __init__(self, rows, plan):
        self._rows = iter(rows)
        self._plan = plan
        names = self._names = plan.names
        self._make = lambda values: native.row(names, values)
        self._unique = None

    def _next(self):
        for values in self._rows:
            if self._unique is not None:
                key = self._plan.identity_of(values)
                if key in self._unique:
                    continue
                self._unique.add(key)
            return True, self._make(values)
        return False, None

    def __iter__(self):
        while True:
            found, row = self._next()
            if not found:
                return
            yield row

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return False

    def all(self):
        return list(self)

    fetchall = all

    def fetchone(self):
        return self._next()[1]

    def fetchmany(self, size=None):
        rows = []
        while size is None or len(rows) < size:
            found, row = self._next()
            if not found:
                break
            rows.append(row)
        return rows

    def partitions(self, size=None):
        while True:
            rows = self.fetchmany(size)
            if not rows:
                return
            yield rows

    def first(self):
        return self._next()[1]

    def _only(self, required):
        found, row = self._next()
        if not found:
            if required:
                raise exc.NoResultFound("No row was found when one was required")
            return None
        if self._next()[0]:
            kind = "exactly one was" if required else "one or none was"
            raise exc.MultipleResultsFound(f"Multiple rows were found when {kind} required")
        return row

    def one(self):
        return self._only(True)

    def one_or_none(self):
        return self._only(False)

    def scalar(self):
        row = self.first()
        return row[0] if row is not None else None

    def scalar_one(self):
        return self.one()[0]

    def scalar_one_or_none(self):
        row = self.one_or_none()
        return row[0] if row is not None else None

    def scalars(self, index=0):
        self._make = lambda values: values[index]
        return self

    def mappings(self):
        names = self._names
        self._make = lambda values: dict(zip(names, values))
        return self

    def unique(self, strategy=None):
        self._unique = set()
        return self

    def tuples(self):
        return self

    def yield_per(self, size):
        return self

    def keys(self):
        return list(self._names)

    def close(self):
        self._rows = iter(())

    @property
    def rowcount(self):
        return -1
