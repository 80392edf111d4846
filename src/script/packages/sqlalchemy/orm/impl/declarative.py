"""Declarative classes: a class body is read, and the class is mapped to its table."""

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm.impl import annotations, mapping, native
from sqlalchemy.orm.impl.attributes import Synonym, hybrid_property
from sqlalchemy.orm.impl.mapping import ColumnProperty, Composite, MappedColumn, being_mapped, declared_attr
from sqlalchemy.orm.impl.relationships import Relationship, early_names


class Registry:
    """`registry()`: the classes of one declarative base, by name."""

    def __init__(self, *, metadata=None, class_registry=None, type_annotation_map=None, constructor=None):
        self.metadata = metadata if metadata is not None else sa.MetaData()
        self.classes = class_registry if class_registry is not None else {}
        self.type_annotation_map = type_annotation_map or {}
        self.mappers = []

    def add(self, mapper):
        self.mappers.append(mapper)
        self.classes[mapper.class_.__name__] = mapper.class_

    def find(self, name):
        found = self.classes.get(name.rsplit(".", 1)[-1])
        if found is None:
            raise exc.InvalidRequestError(
                f"expression '{name}' failed to locate a name ('{name}'). If this is a class name, "
                "consider adding this relationship() to the class after both dependent classes have "
                "been defined."
            )
        return found

    def generate_base(self, *, cls=object, name="Base", metadata=None, mapper=None, **keywords):
        return make_base(self, cls, name, metadata)

    def mapped(self, cls):
        if getattr(cls, "metadata", None) is None:
            cls.metadata = self.metadata
        cls.registry = cls._sa_registry = self
        map_declarative(cls, self)
        return cls

    def mapped_as_dataclass(self, cls=None, **keywords):
        if cls is not None:
            return self.mapped(cls)
        return self.mapped

    def as_declarative_base(self, **keywords):
        def decorate(cls):
            keywords["cls"] = cls
            keywords.setdefault("name", cls.__name__)
            return self.generate_base(**keywords)

        return decorate

    def map_imperatively(self, cls, table=None, properties=None, **arguments):
        return mapping.map_class(self, cls, table, properties, arguments)

    def map_declaratively(self, cls):
        map_declarative(cls, self)
        return cls.__mapper__

    def configure(self, cascade=False):
        pass

    def dispose(self, cascade=False):
        self.classes.clear()
        self.mappers.clear()


def make_base(registry, cls, name, metadata=None):
    """declarative_base(): a class whose subclasses are mapped as they are defined."""
    bases = [base for base in (cls if isinstance(cls, tuple) else (cls,)) if base is not object]
    root = native.make_class(name, bases + [native.MappedObject])
    root.registry = registry
    root._sa_registry = registry
    root.metadata = metadata or getattr(cls, "metadata", None) or registry.metadata
    root.__init_subclass__ = classmethod(_map_subclass)
    root.__abstract__ = True
    return root


def _map_subclass(cls, **keywords):
    map_declarative(cls, cls._sa_registry)


def declarative_base(bind=None, metadata=None, mapper=None, cls=object, name="Base", constructor=None,
                     class_registry=None, metaclass=None, type_annotation_map=None):
    registry = Registry(metadata=metadata, class_registry=class_registry, type_annotation_map=type_annotation_map)
    return registry.generate_base(cls=cls, name=name)


def as_declarative(**keywords):
    def decorate(cls):
        return declarative_base(cls=cls, name=cls.__name__, **keywords)

    return decorate


class DeclarativeBase(native.MappedObject):
    """Its direct subclasses are bases; the classes below those are mapped."""

    def __init_subclass__(cls, **keywords):
        if "__makes_bases__" in cls.__dict__:
            return
        if any(base.__dict__.get("__makes_bases__") for base in cls.__bases__):
            _set_up_base(cls)
        else:
            map_declarative(cls, cls._sa_registry)

    __makes_bases__ = True


class DeclarativeBaseNoMeta(DeclarativeBase):
    __makes_bases__ = True


class MappedAsDataclass:
    pass


class ConcreteBase:
    pass


class AbstractConcreteBase(ConcreteBase):
    """Its direct subclasses have no table: those below have one each, with all columns."""


def _set_up_base(cls):
    registry = getattr(cls, "registry", None)
    metadata = getattr(cls, "metadata", None)
    if not isinstance(registry, Registry):
        registry = Registry(
            metadata=metadata, type_annotation_map=getattr(cls, "type_annotation_map", None)
        )
    if metadata is None:
        cls.metadata = registry.metadata
    cls.registry = registry
    cls._sa_registry = registry


def map_declarative(cls, registry):
    being_mapped.append((cls, {}))
    try:
        _map_declarative(cls, registry)
    finally:
        being_mapped.pop()


def _map_declarative(cls, registry):
    own = cls.__dict__
    if "__doc__" not in own:
        cls.__doc__ = None  # Python does not inherit it.
    if own.get("__abstract__") or AbstractConcreteBase in cls.__bases__:
        return
    table_name = _directive(cls, "__tablename__")
    table = own.get("__table__")
    parent = _mapped_parent(cls)
    found = _collect(cls)
    if isinstance(table, declared_attr):
        table = cls.__table__
    if table is None and (table_name is None or _is_single_table(cls, parent, table_name, found)):
        if parent is None:
            raise exc.InvalidRequestError(
                f"Class {cls!r} does not have a __table__ or __tablename__ specified and does not "
                "inherit from an existing table-mapped class."
            )
        table = parent.local_table
        for name, value in found.items():
            if isinstance(value, sa.Column) and value.table is None:
                table.append_column(value)
    elif table is None:
        table = _make_table(cls, table_name, found)
    arguments = _directive(cls, "__mapper_args__")
    validators = _validators(cls)
    properties = {name: value for name, value in found.items() if parent is None or value is not None}
    mapping.map_class(registry, cls, table, properties, arguments)
    for name, function in validators.items():
        attribute = cls.__mapper__.attributes.get(name)
        if attribute is not None:
            attribute.validator = function


def _mapped_parent(cls):
    for base in cls.__mro__[1:]:
        mapper = base.__dict__.get("__mapper__")
        if mapper is not None:
            return mapper
    return None


def _is_single_table(cls, parent, table_name, found):
    """A class below a mapped one shares its table when the name that it inherits makes no other."""
    if parent is None or "__tablename__" in cls.__dict__ or native.is_unknown(table_name):
        return False
    if table_name == parent.local_table.name and cls.metadata is parent.local_table.metadata:
        return True
    if any(isinstance(value, sa.Column) and value.primary_key for value in found.values()):
        return False
    given = _directive(cls, "__table_args__")
    return not (isinstance(given, tuple) and any(isinstance(one, sa.PrimaryKeyConstraint) for one in given))


def _directive(cls, name):
    """`__tablename__` and the like: a value, or the result of a declared_attr or method. Of a mapped class
    only a declared_attr is inherited."""
    first = None
    for base in cls.__mro__:
        if name not in base.__dict__:
            continue
        value = base.__dict__[name]
        if first is None:
            first = base
        if base is not cls and "__mapper__" in base.__dict__ and not isinstance(value, declared_attr):
            continue
        value = first.__dict__[name]
        if isinstance(value, declared_attr):
            return value.value_for(cls)
        if isinstance(value, classmethod):
            return getattr(cls, name)()
        return value
    return None


def _make_table(cls, name, found):
    arguments, keywords = (), {}
    given = _directive(cls, "__table_args__")
    if isinstance(given, dict):
        keywords = dict(given)
    elif given:
        arguments = tuple(given)
        if isinstance(arguments[-1], dict):
            keywords = dict(arguments[-1])
            arguments = arguments[:-1]
    columns = []
    for key, value in found.items():
        if isinstance(value, ColumnProperty) and isinstance(value.column, sa.Column):
            native.name_column(value.column, key)
            columns.append(value.column)
        elif isinstance(value, sa.Column):
            columns.append(value)
    columns.sort(key=lambda column: getattr(column, "_sort_order", 0))
    known = [argument.column if isinstance(argument, MappedColumn) else argument for argument in arguments]
    early = _early_names(cls) if known else {}
    if early:
        for argument in known:
            native.name_early_columns(argument, list(early), list(early.values()))
    return sa.Table(name, cls.metadata, *columns, *known, **keywords)


def _early_names(cls):
    """What indexes and constraints of the class body call columns that had no name yet: their names."""
    found = {}
    for base in cls.__mro__:
        for key, value in base.__dict__.items():
            if native.is_unknown(value):
                continue
            if isinstance(value, sa.Column):
                early = native.early_name(value)
                if early is not None:
                    found.setdefault(early, value.name or key)
            elif isinstance(value, MappedColumn) and value.early is not None:
                name = early_names.get(value.early)
                if name is not None:
                    found[value.early] = name
    return found


def _collect(cls):
    """The columns, relationships and other properties of the class and its mixins, in order."""
    found = {}
    hidden = set()  # names that a class gives something else than a column
    deferred = []
    mapped = []
    for base in cls.__mro__:
        if base is not cls and "__mapper__" in base.__dict__:
            mapped.append(base)
        if any(issubclass(one, base) for one in mapped):
            continue  # A mapped class above has these.
        members = base.__dict__
        texts = members.get("__annotations__") or {}
        for name in _names_in_order(members.get("_names_in_order", members), texts):
            if name in found or name in hidden or (name.startswith("__") and name.endswith("__")):
                continue
            value = members.get(name)
            annotation = texts.get(name)
            given = _given_by_field(cls, base, name)
            if given is not None:
                value, annotation = given, None
            if native.is_unknown(value):
                continue
            if name in members:
                hidden.add(name)
            if isinstance(value, declared_attr):
                annotation = native.return_annotation(value.function)
                value = value.value_for(cls)
                annotation = None if value is None else annotation
            elif base is not cls and isinstance(value, sa.Column):
                value = value.copy()
            if isinstance(value, Composite):
                for key, column, said in value.columns(annotation):
                    found[key] = _property_of(cls, key, column, None)
                    _complete(cls, column, said)
                continue
            made = _property_of(cls, name, value, annotation)
            if made is not None:
                found[name] = made
                if isinstance(value, MappedColumn) and value.deferred:
                    deferred.append(name)
    for name, attribute in _cascading(cls).items():
        value = attribute.value_for(cls) if name not in found else None
        if value is not None:
            made = _property_of(cls, name, value, native.return_annotation(attribute.function))
            if made is not None:
                found[name] = made
    for name in deferred:
        found[name] = ColumnProperty(found[name], deferred=True)
    return found


def _given_by_field(cls, base, name):
    """What the metadata of a dataclass's field says of its mapping: the value, or a function that makes it."""
    key = getattr(cls, "__sa_dataclass_metadata_key__", None)
    field = base.__dict__.get("__dataclass_fields__", {}).get(name) if key is not None else None
    if field is None:
        return None
    value = field.metadata.get(key)
    return value() if callable(value) and not isinstance(value, (sa.Column, MappedColumn)) else value


def _cascading(cls):
    """The declared_attr.cascading attributes above the next mapped class: each subclass has its own."""
    found = {}
    for base in cls.__mro__[1:]:
        for name, value in base.__dict__.items():
            if not native.is_unknown(value) and isinstance(value, declared_attr) and value.cascades:
                found.setdefault(name, value)
    return found


def _names_in_order(members, texts):
    """The names with values and those with annotations, in the order that SQLAlchemy gives them: it goes
    through one of the two and changes to the other at each name that has both."""
    shared = {name for name in texts if name in members}
    names, current, other = [], list(members), list(texts)
    at, other_at = 0, 0
    while at < len(current):
        name = current[at]
        at += 1
        if name in shared:
            shared.discard(name)
            current, other, at, other_at = other, current, other_at, at
        else:
            names.append(name)
    return names + other[other_at:]


def _property_of(cls, name, value, annotation):
    if isinstance(value, sa.Column):
        native.name_column(value, name)
        early = native.early_name(value)
        if early is not None:
            early_names[early] = value.name
        return value
    if isinstance(value, MappedColumn):
        if value.use_existing and _is_in_table_above(cls, name, value):
            return None
        return _make_column(cls, name, value, annotation)
    if isinstance(value, Relationship):
        if annotation is not None and annotations.is_relationship(annotation):
            value.take_annotation(*annotations.target_of(annotation))
        return value
    if isinstance(value, (ColumnProperty, Synonym, hybrid_property)):
        return value
    if value is None and annotation is not None and annotations.is_relationship(annotation):
        return _make_column(cls, name, MappedColumn((), {}), annotation)
    return None


def _is_in_table_above(cls, name, value):
    """Whether a class without a table of its own finds the column in that of its parent."""
    parent = _mapped_parent(cls)
    if parent is None or "__table__" in cls.__dict__:
        return False
    table_name = _directive(cls, "__tablename__")
    if native.is_unknown(table_name) or table_name not in (None, parent.local_table.name):
        return False
    if value.arguments and isinstance(value.arguments[0], str):
        name = value.arguments[0]
    return any(column.name == name for column in parent.local_table.c)


def _complete(cls, part, annotation):
    """Gives a column of a composite() what the field of its dataclass says of it."""
    if annotation is None or not isinstance(part, MappedColumn):
        return
    meaning = annotations.read(annotation)
    column = part.column
    if not native.has_nullable(column) and not column.primary_key:
        native.set_nullable(column, meaning.optional)
    _set_type(cls, column, meaning)


def _make_column(cls, name, value, annotation):
    meaning = None if annotation is None else annotations.meaning_of(annotation)
    if meaning is None:
        column = value.make(name, None)
        if value.sort_order:
            column._sort_order = value.sort_order
        return column
    given = value
    for extra in meaning.extras:
        if not native.is_unknown(extra) and isinstance(extra, MappedColumn):
            value = extra.merged_into(value)
    column = value.make(name, None)
    given.column = column
    if value.sort_order:
        column._sort_order = value.sort_order
    if not native.has_nullable(column) and not column.primary_key:
        native.set_nullable(column, meaning.optional)
    _set_type(cls, column, meaning)
    return column


def _set_type(cls, column, meaning):
    if native.has_type(column) or native.refers(column):
        return
    registry = getattr(cls, "_sa_registry", None)
    type_map = registry.type_annotation_map if registry is not None else {}
    chosen = annotations.type_of(meaning, type_map)
    if chosen is not None:
        native.set_type(column, chosen)


def validates(*names, **options):
    """Marks a method that sees the values of attributes before they are set."""

    def decorate(function):
        function.__sa_validators__ = names
        return function

    return decorate


def _validators(cls):
    validators = {}
    for base in cls.__mro__[::-1]:
        for value in base.__dict__.values():
            if native.is_unknown(value):
                continue
            for name in getattr(value, "__sa_validators__", None) or ():
                validators[name] = value
    return validators


def has_inherited_table(cls):
    return any("__table__" in base.__dict__ for base in cls.__mro__[1:])


def synonym_for(name, map_column=False):
    def decorate(function):
        return Synonym(name, descriptor=property(function))

    return decorate
