"""Mappers: which table a class stands for, and under which attributes."""

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm.impl import annotations, events, inheritance, native
from sqlalchemy.orm.impl.attributes import (
    ColumnAttribute,
    ExpressionAttribute,
    Properties,
    Synonym,
    UnmappedClassError,
    delete_attribute,
    hybrid_property,
    set_attribute,
)
from sqlalchemy.orm.impl.relationships import Relationship, configure_waiting, early_names


class MappedColumn:
    """mapped_column(): becomes a Column once its attribute and annotation are known."""

    def __init__(self, arguments, keywords):
        self.arguments = arguments
        self.keywords = keywords
        self.deferred = keywords.pop("deferred", False)
        self.use_existing = keywords.pop("use_existing_column", False)
        for name in ("init", "repr", "kw_only", "compare", "hash", "default_factory", "active_history",
                     "deferred_group", "deferred_raiseload", "dataclass_metadata"):
            keywords.pop(name, None)
        if keywords.get("insert_default") is not None:
            keywords["default"] = keywords["insert_default"]
        keywords.pop("insert_default", None)
        self.sort_order = keywords.pop("sort_order", 0)
        self.column = None
        self.early = None

    def make(self, name, annotation):
        column = sa.Column(*self.arguments, **self.keywords)
        native.name_column(column, name)
        if self.early is not None:
            early_names[self.early] = column.name
        self.column = column
        return column

    def merged_into(self, other):
        """The same with what `other` says first: for mapped_column() in Annotated[...]."""
        own = list(self.arguments)
        given = list(other.arguments)
        if given and (isinstance(given[0], (str, sa.types.TypeEngine)) or isinstance(given[0], type)):
            own = [one for one in own if not isinstance(one, (str, type, sa.types.TypeEngine))]
        merged = MappedColumn(given + own, {**self.keywords, **other.keywords})
        merged.deferred = self.deferred or other.deferred
        merged.sort_order = other.sort_order or self.sort_order
        merged.early = other.early
        merged.use_existing = other.use_existing
        return merged

    @property
    def name(self):
        return self.column.name

    def __clause_element__(self):
        """In a condition of the class body the column has no name yet: one that is looked up later."""
        if self.column is not None:
            return self.column
        if self.early is None:
            self.early = f"(column {len(early_names)})"
            early_names[self.early] = None
        return sa.column(self.early)

    def __eq__(self, other):
        return self.__clause_element__() == other

    def __ne__(self, other):
        return self.__clause_element__() != other

    def __lt__(self, other):
        return self.__clause_element__() < other

    def __le__(self, other):
        return self.__clause_element__() <= other

    def __gt__(self, other):
        return self.__clause_element__() > other

    def __ge__(self, other):
        return self.__clause_element__() >= other

    def __add__(self, other):
        return self.__clause_element__() + other

    def __sub__(self, other):
        return self.__clause_element__() - other

    def __mul__(self, other):
        return self.__clause_element__() * other

    def __truediv__(self, other):
        return self.__clause_element__() / other

    def __and__(self, other):
        return self.__clause_element__() & other

    def __or__(self, other):
        return self.__clause_element__() | other

    def __hash__(self):
        return id(self)

    def __getattr__(self, name):
        """What a column has, such as desc() in an index of the class body."""
        if name.startswith("__"):
            raise AttributeError(f"'MappedColumn' object has no attribute '{name}'")
        return getattr(self.__clause_element__(), name)


def mapped_column(*arguments, **keywords):
    return MappedColumn(arguments, keywords)


class Composite:
    """composite(): several columns as one value; those given in place belong to the table."""

    def __init__(self, parts):
        self.composed = None
        if parts and not isinstance(parts[0], (str, MappedColumn, sa.Column, ColumnAttribute)):
            self.composed, parts = parts[0], parts[1:]
        self.parts = list(parts)

    def columns(self, annotation):
        """(name, column, annotation) of each: the fields of a dataclass say what the columns do not."""
        composed = self.composed
        if composed is None and annotation is not None:
            composed = annotations.meaning_of(annotation).python_type
        fields = _fields_of(composed)
        parts = self.parts + [MappedColumn((), {}) for _ in fields[len(self.parts):]]
        found = []
        for number, part in enumerate(parts):
            name, said = fields[number] if number < len(fields) else (None, None)
            if isinstance(part, MappedColumn) and part.arguments and isinstance(part.arguments[0], str):
                name = part.arguments[0]
            elif isinstance(part, sa.Column) and part.name:
                name = part.name
            if name is not None and isinstance(part, (MappedColumn, sa.Column)):
                found.append((name, part, said))
        return found


def _fields_of(cls):
    """(name, annotation) of the fields of a dataclass; nothing for any other class."""
    if native.is_unknown(cls) or not isinstance(cls, type) or not hasattr(cls, "__dataclass_fields__"):
        return []
    texts = {}
    for base in cls.__mro__[::-1]:
        texts.update(base.__dict__.get("__annotations__") or {})
    return [(name, texts.get(name)) for name, field in cls.__dataclass_fields__.items() if getattr(field, "init", True)]


def composite(*parts, **keywords):
    return Composite(parts)


class ColumnProperty:
    """column_property(): of a Column, or of an expression that is only read."""

    def __init__(self, column, *others, deferred=False, **keywords):
        self.column = column
        self.others = others  # of a join: the columns that are always equal to the first
        self.deferred = deferred


def column_property(column, *others, **keywords):
    return ColumnProperty(column, *others, **keywords)


def deferred(column, *others, **keywords):
    if isinstance(column, MappedColumn):
        column.deferred = True
        return column
    return ColumnProperty(column, deferred=True)


def synonym(name, **keywords):
    return Synonym(name, **keywords)


being_mapped = []  # [(class, {function of a declared_attr: its value})], the innermost last


class declared_attr:
    """A method of a mixin whose result belongs to each class that is mapped."""

    def __init__(self, function, cascading=False):
        self.function = getattr(function, "__func__", function)
        self.cascades = cascading

    def __get__(self, instance, owner):
        return self.value_for(owner)

    def value_for(self, owner):
        """What the function gives for a class: always the same while that is being mapped."""
        known = being_mapped[-1] if being_mapped else None
        if known is None or known[0] is not owner:
            return self.function(owner)
        if self.function not in known[1]:
            known[1][self.function] = self.function(owner)
        return known[1][self.function]

    @staticmethod
    def directive(function):
        return declared_attr(function)

    @staticmethod
    def cascading(function):
        return declared_attr(function, True)


class Mapped:
    """The type of mapped attributes in annotations."""


class Mapper:
    def __init__(self, cls, table, registry, arguments=None):
        self.class_ = cls
        self.joined = native.joined_tables(table)  # of a class that is mapped to a join
        self.local_table = self.joined[0] if self.joined else table
        self.persist_selectable = self.mapped_table = table
        self.registry = registry
        self.attributes = {}
        self.columns_by_name = {}  # column's name -> its attribute
        self.column_attributes = []
        self.relationships = []
        self.unreadable = set()
        self.configured = False
        self.inherits = None
        self.mutable_attributes = None
        self.tables = self.joined or [table]
        self.selectable = table  # the table, or the join of several
        self.combined = []  # columns of a join that another column's attribute stands for
        self.inherit_pairs = []
        arguments = dict(arguments or {})
        self.polymorphic_on = arguments.get("polymorphic_on")
        self.polymorphic_identity = arguments.get("polymorphic_identity")
        self.polymorphic_map = {}
        self.concrete = bool(arguments.get("concrete"))
        self.inherit_condition = arguments.get("inherit_condition")
        self.excluded = set(arguments.get("exclude_properties") or ())
        self.confirm_deleted_rows = True
        chosen = arguments.get("primary_key")
        if chosen is not None:
            names = [key if isinstance(key, str) else key.name for key in chosen]
        else:
            names = inheritance.key_of(self.tables)
        if not names and isinstance(table, sa.Table) and not native.reads_definitions():
            raise exc.ArgumentError(
                f"Mapper Mapper[{cls.__name__}({self.local_table.name})] could not assemble any primary key "
                f"columns for mapped table '{self.local_table.name}'"
            )
        self.key_names = names
        columns = {column.name: column for column in reversed(self.mapped_columns())}
        self.primary_key = tuple([columns[name] for name in names])

    def mapped_columns(self):
        """The columns of the table, or of all tables of the join that the class itself is mapped to."""
        return [column for table in self.joined or [self.local_table] for column in table.c]

    @property
    def key_attributes(self):
        if not self._key_attributes:
            raise exc.InvalidRequestError(
                f"the primary key of {self.class_.__name__}, which is mapped to a query, is not known here; give it: "
                "__mapper_args__ = {'primary_key': [...]}"
            )
        return self._key_attributes

    @property
    def levels(self):
        """The tables to write, from that of the base class to the class's own."""
        if self._levels is None:
            raise exc.InvalidRequestError(
                f"rows of {self.class_.__name__} cannot be written here: the class is mapped to a join; "
                "write the rows of its tables instead"
            )
        return self._levels

    def add_column(self, key, column, deferred=False):
        attribute = ColumnAttribute(key, column, deferred)
        if key in self.attributes and self.attributes[key].is_column:
            self.column_attributes.remove(self.attributes[key])  # The column of a table above.
        if key != column.name:
            column._orm_key = key
        self.attributes[key] = attribute
        self.columns_by_name[column.name] = attribute
        self.column_attributes.append(attribute)
        setattr(self.class_, key, attribute)

    @property
    def known_relationships(self):
        """Without those whose other class has not been needed so far."""
        return [relation for relation in self.relationships if relation.is_resolvable()]

    def add_property(self, key, value):
        if isinstance(value, Relationship):
            value.attach(self, key)
            self.relationships.append(value)
            self.attributes[key] = value
            setattr(self.class_, key, value)
        elif isinstance(value, ColumnProperty):
            self.combined.extend(value.others)
            if isinstance(value.column, sa.Column):
                native.name_column(value.column, key)
                if value.column.table is None:
                    self.local_table.append_column(value.column)
                self.add_column(key, value.column, value.deferred)
            else:
                expression = getattr(value.column, "scalar_subquery", lambda: value.column)()
                attribute = ExpressionAttribute(key, expression)
                self.attributes[key] = attribute
                setattr(self.class_, key, attribute)
        elif isinstance(value, (Synonym, hybrid_property)):
            value.key = key
            self.attributes[key] = value
            setattr(self.class_, key, value)
        elif isinstance(value, sa.Column):
            self.add_column(key, value)

    def finish(self):
        """Gives every column of the table that has no attribute one of its own name."""
        for column in self.mapped_columns():
            if any(column is one for one in self.combined):
                continue
            known = self.columns_by_name.get(column.name)
            if column.name in self.excluded or (known is not None and not self._is_of_table_above(known.column)):
                continue
            key = column.name
            hidden = self.attributes.get(key)
            if hidden is not None and not (hidden.is_column and self._is_of_table_above(hidden.column)):
                self.unreadable.add(key)
                continue
            self.add_column(key, column)
        if self.inherits is not None:
            self._key_attributes = self.inherits._key_attributes
        else:
            self._key_attributes = [self.columns_by_name[name].key for name in self.key_names]
        if isinstance(self.polymorphic_on, (MappedColumn, ColumnAttribute)):
            self.polymorphic_on = self.polymorphic_on.column
        if isinstance(self.polymorphic_on, str):
            self.polymorphic_on = self.attributes[self.polymorphic_on].column
        self._levels = inheritance.levels_of(self)
        if self.polymorphic_identity is not None:
            self.base_mapper.polymorphic_map[self.polymorphic_identity] = self

    def _is_of_table_above(self, column):
        """Whether the column came from a parent that has a table of its own."""
        parent = self.inherits
        return parent is not None and parent.local_table is not self.local_table and column.table is not self.local_table

    @property
    def base_mapper(self):
        return self if self.inherits is None else self.inherits.base_mapper

    @property
    def key_class(self):
        return self.base_mapper.class_

    @property
    def columns(self):
        return self.local_table.c

    c = columns

    def loadable_keys(self):
        """The attributes whose values instances hold."""
        configure_mappers()
        return [key for key, value in self.attributes.items() if not isinstance(value, hybrid_property)]

    @property
    def column_attrs(self):
        configure_mappers()
        return Properties([(attribute.key, attribute) for attribute in self.column_attributes])

    @property
    def attrs(self):
        return Properties([(key, self.attributes[key]) for key in self.loadable_keys()])

    @property
    def all_orm_descriptors(self):
        configure_mappers()
        return Properties(list(self.attributes.items()))

    @property
    def synonyms(self):
        return Properties([pair for pair in self.attributes.items() if isinstance(pair[1], Synonym)])

    @property
    def entity(self):
        return self.class_

    @property
    def mapper(self):
        return self

    def get_property(self, key):
        return self.attributes[key]

    def has_property(self, key):
        return key in self.attributes

    def get_property_by_column(self, column):
        return self.columns_by_name[column.name]

    def primary_key_from_instance(self, instance):
        return [getattr(instance, key) for key in self.key_attributes]

    def identity_key_from_instance(self, instance):
        return (self.key_class, tuple(self.primary_key_from_instance(instance)))

    def isa(self, other):
        return self is other or (self.inherits is not None and self.inherits.isa(other))

    def self_and_descendants(self):
        return [
            mapper for mapper in self.registry.mappers if mapper.isa(self)
        ]

    @property
    def has_descendants(self):
        return any(mapper.inherits is not None for mapper in self.registry.mappers)

    @property
    def identities(self):
        """The discriminator's values of this class and those below it; None for all rows."""
        base = self.base_mapper
        if base is self or base.polymorphic_on is None or self.local_table is not self.inherits.local_table:
            return None
        return [
            mapper.polymorphic_identity
            for mapper in self.self_and_descendants()
            if mapper.polymorphic_identity is not None
        ]


def class_mapper(cls, configure=True):
    mapper = getattr(cls, "__mapper__", None)
    if mapper is None:
        name = getattr(cls, "__name__", repr(cls))
        raise UnmappedClassError(f"Class '{name}' is not mapped")
    return mapper


def object_mapper(instance):
    return class_mapper(type(instance))


def configure_mappers():
    add_late_properties()
    configure_waiting()
    if events.listen_to_mapping():
        _tell_of_configuration()


def _tell_of_configuration():
    new = [mapper for mapper in _mapped if not mapper.configured]
    if not new:
        return
    events.configuration_event("before_configured")
    for mapper in new:
        mapper.configured = True
        events.mapping_event("before_mapper_configured", mapper)
        events.mapping_event("mapper_configured", mapper)
    events.configuration_event("after_configured")


def clear_mappers():
    pass


def init_instance(self, **keywords):
    """`__init__` of mapped classes that have none."""
    cls = type(self)
    configure_mappers()
    events.instance_event("init", self, (), keywords)
    for name in keywords:
        if not hasattr(cls, name):
            raise TypeError(f"{name!r} is an invalid keyword argument for {cls.__name__}")
        setattr(self, name, keywords[name])


def add_late_columns():
    """The columns among what add_late_properties() adds: no class needs to know its relationships."""
    for mapper in _mapped:
        known = mapper.class_.__dict__
        if len(known) == mapper.known_members:
            continue
        for key, value in list(known.items()):
            if not native.is_unknown(value) and isinstance(value, ColumnProperty):
                value = value.column
            if native.is_unknown(value) or not isinstance(value, (MappedColumn, sa.Column)):
                continue
            if isinstance(value, sa.Column) or (value.column is None and not value.use_existing):
                _add_late_column(mapper, key, value)


def _add_late_column(mapper, key, value):
    if isinstance(value, MappedColumn):
        value = value.make(key, None)
        setattr(mapper.class_, key, value)
    if value.table is None:
        native.name_column(value, key)
        value._is_late = True
        mapper.local_table.append_column(value)
    return value


def add_late_properties():
    """What was set at mapped classes after they were made: `User.posts = relationship(...)`."""
    for mapper in _mapped:
        members = mapper.class_.__dict__
        if len(members) == mapper.known_members:
            continue
        for key, value in list(members.items()):
            if native.is_unknown(value) or mapper.attributes.get(key) is value:
                continue
            if isinstance(value, (MappedColumn, sa.Column)):
                value = _add_late_column(mapper, key, value)
            if isinstance(value, (Relationship, ColumnProperty, Synonym, sa.Column, hybrid_property)):
                mapper.add_property(key, value)
        mapper._levels = inheritance.levels_of(mapper)
        mapper.known_members = len(mapper.class_.__dict__)


_mapped = []


def instrument(cls):
    """Gives a class what its instances need to be tracked."""
    cls.__setattr__ = set_attribute
    cls.__delattr__ = delete_attribute
    for base in cls.__mro__:
        if base is not object and "__init__" in base.__dict__:
            return
    cls.__init__ = init_instance


def map_class(registry, cls, table, properties=None, arguments=None):
    """The imperative mapping; also the end of the declarative one."""
    mapper = Mapper(cls, table, registry, arguments)
    for base in cls.__mro__[1:]:
        inherited = base.__dict__.get("__mapper__")
        if inherited is not None and not mapper.concrete:
            inherit(mapper, inherited)
            break
    cls.__mapper__ = mapper
    cls.__table__ = table
    if getattr(table, "_orm_class", None) is None:
        table._orm_class = cls
    instrument(cls)
    events.mapping_event("instrument_class", mapper)
    for key, value in (properties or {}).items():
        mapper.add_property(key, value)
    mapper.finish()
    registry.add(mapper)
    _mapped.append(mapper)
    mapper.known_members = len(cls.__dict__)
    events.mapping_event("after_mapper_constructed", mapper)
    return mapper


def inherit(mapper, parent):
    mapper.inherits = parent
    if mapper.local_table is not parent.local_table:
        mapper.inherit_pairs = inheritance.inherit_pairs(mapper, parent, mapper.inherit_condition)
        mapper.tables = parent.tables + [mapper.local_table]
        mapper.selectable = mapper.persist_selectable = inheritance.joined(mapper)
        mapper.key_names = parent.key_names
        mapper.primary_key = parent.primary_key
    else:
        mapper.tables = parent.tables
        mapper.selectable = mapper.persist_selectable = parent.selectable
    if mapper.polymorphic_on is None:
        mapper.polymorphic_on = parent.polymorphic_on
    for attribute in parent.column_attributes:
        mapper.add_column(attribute.key, attribute.column, attribute.deferred)
    for relation in parent.relationships:
        copy = relation.copy()
        copy.declared_in = relation.declared_in or parent
        mapper.add_property(relation.key, copy)
    for key, value in parent.attributes.items():
        if not value.is_column and key not in mapper.attributes:
            mapper.attributes[key] = value
