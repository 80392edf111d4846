"""Query: `session.query(...)`."""

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm.impl import joining, loading, native
from sqlalchemy.orm.impl.relationships import Relationship


class Query:
    def __init__(self, entities, session=None):
        self.session = session
        items = []
        for entity in entities if isinstance(entities, (list, tuple)) else [entities]:
            items.append(_item(entity))
        self._items = items
        self._select = _starting(sa.select(*_selectable(items)), items)
        self._options = ()
        self._chunk = None
        self._refresh = False
        self._autoflush = True
        self._last = None
        self._parameters = None
        self._joined = False
        self._as_is = False  # a UNION, or a statement given as a whole

    def _copy(self, select=None):
        made = Query.__new__(Query)
        for name in ("session", "_items", "_select", "_options", "_chunk", "_refresh", "_autoflush", "_last",
                     "_parameters", "_joined", "_as_is"):
            setattr(made, name, getattr(self, name))
        if select is not None:
            made._select = select
        return made

    # ---- building

    def filter(self, *criteria):
        return self._copy(self._select.where(*criteria))

    where = filter

    def _entity(self):
        if self._last is not None:
            return self._last
        for item in self._items:
            if loading.mapper_of(item) is not None:
                return item
            if isinstance(item, sa.Column) and item.table is not None:
                return getattr(item.table, "_orm_class", None) or item.table.c
        raise exc.InvalidRequestError("filter_by() needs a mapped class among the query's entities")

    def filter_by(self, **values):
        entity = self._entity()
        return self.filter(*[_attribute(entity, name) == value for name, value in values.items()])

    def order_by(self, *clauses):
        return self._copy(self._select.order_by(*_flat(clauses)))

    def group_by(self, *clauses):
        return self._copy(self._select.group_by(*_flat(clauses)))

    def having(self, *criteria):
        return self._copy(self._select.having(*criteria))

    def distinct(self, *columns):
        return self._copy(self._select.distinct(*columns))

    def limit(self, limit):
        return self._copy(self._select.limit(limit))

    def offset(self, offset):
        return self._copy(self._select.offset(offset))

    def slice(self, start, stop):
        made = self._select
        if start:
            made = made.offset(start)
        if stop is not None:
            made = made.limit(stop - (start or 0))
        return self._copy(made)

    def select_from(self, *sources):
        made = self._copy(self._select.select_from(*sources))
        made._last = sources[0] if loading.mapper_of(sources[0]) is not None else self._last
        return made

    def join(self, target, *conditions, isouter=False, full=False, onclause=None):
        if isinstance(target, tuple):
            target, onclause = target
        if len(conditions) == 1:
            onclause = conditions[0]
        elif conditions:
            made = self.join(target, isouter=isouter, full=full)
            for further in conditions:
                made = made.join(further, isouter=isouter, full=full)
            return made
        if isinstance(target, str):
            target = getattr(self._entity(), target)
        made = self._copy()
        made._joined = True
        for table, condition in self._join_steps(target, onclause):
            made._select = made._select.join(table, condition, isouter=isouter, full=full)
        if isinstance(target, Relationship):
            made._last = target.aliased_target or target.mapper.class_
        elif loading.mapper_of(target) is not None:
            made._last = target
        return made

    def _join_steps(self, target, onclause):
        if isinstance(onclause, str):
            onclause = getattr(self._entity(), onclause)
        found = joining.steps(target, onclause)
        table, condition = found[-1]
        return found if condition is not None else [(table, self._relation_to(table))]

    def _relation_to(self, table):
        """ON from the foreign keys between a table and those that are joined already."""
        for item in self._items + [self._last]:
            source = getattr(item, "_table", None)
            if source is None:
                source = getattr(item, "__table__", None)
            if source is None and isinstance(item, sa.Column):
                source = item.table
            if source is None:
                continue
            for left, right in ((source, table), (table, source)):
                for columns, schema, name, referred in native.foreign_keys(left):
                    if name == native.table_name(right) and schema == right.schema:
                        pairs = zip(columns, referred)
                        return sa.and_(*[left.c[ours] == right.c[theirs] for ours, theirs in pairs])
        raise exc.InvalidRequestError(
            f"Don't know how to join to {table}. Please use the .select_from() method to establish an "
            "explicit left side, as well as providing an explicit ON clause if not present already to "
            "help resolve the ambiguity."
        )

    def outerjoin(self, target, *conditions, full=False, onclause=None):
        return self.join(target, *conditions, isouter=True, full=full, onclause=onclause)

    def options(self, *options):
        made = self._copy()
        made._options = self._options + tuple(options)
        return made

    def with_entities(self, *entities):
        made = self._copy()
        made._items = [_item(entity) for entity in entities]
        made._select = self._select.with_only_columns(*_selectable(made._items))
        if not self._joined and self._last is None:
            tables = [item for item in self._items if loading.mapper_of(item) is not None]
            if tables and not any(loading.mapper_of(item) for item in made._items):
                made._select = made._select.select_from(*tables)
        return made

    def add_columns(self, *columns):
        made = self._copy()
        made._items = self._items + [_item(column) for column in columns]
        made._select = self._select.add_columns(*_selectable(made._items[len(self._items) :]))
        return made

    add_column = add_entity = add_columns

    def yield_per(self, count):
        made = self._copy()
        made._chunk = count
        return made

    def populate_existing(self):
        made = self._copy()
        made._refresh = True
        return made

    def autoflush(self, setting):
        made = self._copy()
        made._autoflush = setting
        return made

    def params(self, *values, **keywords):
        made = self._copy()
        made._parameters = dict(*values, **keywords)
        return made

    def with_for_update(self, **keywords):
        return self._copy(self._select.with_for_update(**keywords))

    def correlate(self, *sources):
        return self._copy(self._select.correlate(*sources))

    def execution_options(self, **options):
        made = self._copy()
        if options.get("yield_per"):
            made._chunk = options["yield_per"]
        if options.get("populate_existing"):
            made._refresh = True
        return made

    def enable_eagerloads(self, value):
        return self

    def with_session(self, session):
        made = self._copy()
        made.session = session
        return made

    def reset_joinpoint(self):
        made = self._copy()
        made._last = None
        return made

    def _plan(self):
        return loading.Plan(self.session, self._items, self._options, self._refresh)

    def _statement(self, plan):
        return self._select if self._as_is else plan.statement(self._select, joined=True)

    @property
    def statement(self):
        return self._statement(self._plan())

    def __clause_element__(self):
        return self.statement.scalar_subquery()

    def __str__(self):
        return str(self.statement)

    def subquery(self, name=None, with_labels=False, reduce_columns=False):
        return self.statement.subquery(name)

    def cte(self, name=None, recursive=False, nesting=False):
        return self.statement.cte(name, recursive)

    def scalar_subquery(self):
        return self.statement.scalar_subquery()

    as_scalar = scalar_subquery

    def label(self, name):
        return self.statement.label(name)

    def exists(self):
        return sa.exists(self._select.with_only_columns(sa.literal_column("1")).select_from(*self._sources()))

    def _sources(self):
        if self._joined:
            return []
        sources = []
        for item in self._items:
            if loading.mapper_of(item) is not None and item not in sources:
                sources.append(item)
            elif isinstance(item, sa.Column) and item.table is not None and item.table not in sources:
                sources.append(item.table)
        return sources

    def union(self, *others):
        return self.from_statement(self.statement.union(*[other.statement for other in others]))

    def union_all(self, *others):
        return self.from_statement(self.statement.union_all(*[other.statement for other in others]))

    def except_(self, *others):
        return self.from_statement(self.statement.except_(*[other.statement for other in others]))

    def except_all(self, *others):
        return self.from_statement(self.statement.except_all(*[other.statement for other in others]))

    def intersect(self, *others):
        return self.from_statement(self.statement.intersect(*[other.statement for other in others]))

    def intersect_all(self, *others):
        return self.from_statement(self.statement.intersect_all(*[other.statement for other in others]))

    def from_statement(self, statement):
        made = self._copy(statement)
        made._as_is = True
        return made

    # ---- results

    def _single(self):
        """Whether the rows are instances by themselves."""
        return len(self._items) == 1 and loading.mapper_of(self._items[0]) is not None

    def _run(self):
        session = self.session
        plan = self._plan()
        if self._autoflush:
            session._autoflush()
        result = session._connection().execute(native.raw(self._statement(plan)), self._parameters)
        single = self._single()
        if self._chunk:
            rows = (plan.read(row) for row in result)
        else:
            rows = plan.read_all(result.fetchall())
        seen = None if self._chunk or not plan.entities or self._as_is else set()
        for values in rows:
            if seen is not None:
                key = id(values[0]) if single else plan.identity_of(values)
                if key in seen:
                    continue
                seen.add(key)
            yield values[0] if single else native.row(plan.names, values)

    def __iter__(self):
        return self._run()

    def all(self):
        return list(self._run())

    def first(self):
        for row in self.limit(1)._run():
            return row
        return None

    def one_or_none(self):
        rows = self.all()
        if len(rows) > 1:
            raise exc.MultipleResultsFound("Multiple rows were found when one or none was required")
        return rows[0] if rows else None

    def one(self):
        rows = self.all()
        if not rows:
            raise exc.NoResultFound("No row was found when one was required")
        if len(rows) > 1:
            raise exc.MultipleResultsFound("Multiple rows were found when exactly one was required")
        return rows[0]

    def scalar(self):
        row = self.one_or_none()
        if row is None or self._single():
            return row
        return row[0]

    def get(self, identity):
        return self.session.get(self._items[0], identity, options=self._options)

    def count(self):
        statement = sa.select(sa.func.count()).select_from(self.statement.subquery("anon_1"))
        self.session._autoflush()
        return self.session._connection().execute(statement, self._parameters).scalar()

    def __getitem__(self, index):
        if hasattr(index, "start"):
            return self.slice(index.start or 0, index.stop).all()
        return self.slice(index, index + 1).all()[0]

    @property
    def column_descriptions(self):
        return [{"name": loading.name_of(item), "expr": item, "entity": item} for item in self._items]

    def _table(self):
        return self._items[0].__table__

    def delete(self, synchronize_session="auto"):
        session = self.session
        session._autoflush()
        gone = self._matched(synchronize_session)
        statement = sa.delete(self._table()).where(*self._select._criteria)
        result = session._connection().execute(statement, self._parameters)
        for instance in gone:
            session._forget(instance)
        return result.rowcount

    def update(self, values, synchronize_session="auto", update_args=None):
        session = self.session
        session._autoflush()
        changed = self._matched(synchronize_session)
        mapper = loading.mapper_of(self._items[0])
        assigned = {}
        for key, value in values.items():
            if isinstance(key, str):
                attribute = mapper.attributes.get(key)
                key = attribute.column.name if attribute is not None and attribute.is_column else key
            assigned[key] = value
        statement = sa.update(self._table()).where(*self._select._criteria).values(assigned)
        result = session._connection().execute(statement, self._parameters)
        for instance in changed:
            session.expire(instance)
        return result.rowcount

    def _matched(self, synchronize_session):
        """The instances of the session that the criteria meet, before a bulk change."""
        session = self.session
        mapper = loading.mapper_of(self._items[0])
        if not synchronize_session or mapper is None or session.identity_map.size() == 0:
            return []
        found = []
        statement = self._select.with_only_columns(*mapper.primary_key)
        for row in session._connection().execute(native.raw(statement), self._parameters).fetchall():
            identity = tuple(
                [native.from_database(column, value) for column, value in zip(mapper.primary_key, row)]
            )
            instance = session.identity_map.get((mapper.key_class, identity))
            if instance is not None:
                found.append(instance)
        return found


def _starting(select, items):
    """Begins FROM with the tables of classes that have several."""
    for item in items:
        mapper = loading.mapper_of(item)
        if mapper is not None and len(mapper.tables) > 1 and not mapper.joined:
            select = select.select_from(mapper.selectable)
    return select


def _item(entity):
    if isinstance(entity, Relationship):
        return entity._join_condition()
    if hasattr(entity, "local_table") and hasattr(entity, "class_"):
        return entity.class_
    return entity


def _selectable(items):
    made = []
    for item in items:
        if isinstance(item, loading.Bundle):
            made.extend(item.columns)
        else:
            made.append(item)
    return made


def _flat(clauses):
    made = []
    for clause in clauses:
        if isinstance(clause, (list, tuple)):
            made.extend(clause)
        elif clause is not None and clause is not False:
            made.append(clause)
        else:
            made.append(None)
    return made


def _attribute(entity, name):
    try:
        return getattr(entity, name)
    except AttributeError:
        described = getattr(entity, "__name__", repr(entity))
        raise exc.InvalidRequestError(f'Entity namespace for "{described}" has no property "{name}"') from None
