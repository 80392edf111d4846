"""automap_base(): classes for the tables that a database has."""

import sqlalchemy as sa
from sqlalchemy.orm.impl import mapping, native
from sqlalchemy.orm.impl.declarative import declarative_base, map_declarative
from sqlalchemy.orm.impl.relationships import backref, relationship


def classname_for_table(base, tablename, table):
    return str(tablename)


def name_for_scalar_relationship(base, local_cls, referred_cls, constraint):
    return referred_cls.__name__.lower()


def name_for_collection_relationship(base, local_cls, referred_cls, constraint):
    return referred_cls.__name__.lower() + "_collection"


class Classes:
    """`Base.classes`: by name."""

    def __init__(self):
        self._classes = {}

    def __getattr__(self, name):
        found = self._classes.get(name)
        if found is None:
            raise AttributeError(name)
        return found

    def __getitem__(self, name):
        return self._classes[name]

    def __iter__(self):
        return iter(self._classes.values())

    def __len__(self):
        return len(self._classes)

    def __contains__(self, name):
        return name in self._classes

    def get(self, name, default=None):
        return self._classes.get(name, default)

    def keys(self):
        return self._classes.keys()

    def values(self):
        return self._classes.values()

    def items(self):
        return self._classes.items()


def automap_base(declarative_base=declarative_base, **keywords):
    base = declarative_base(**keywords)
    base.classes = Classes()
    base.prepare = classmethod(_prepare)
    base.__init_subclass__ = classmethod(_note_subclass)
    base._automap_waiting = []
    return base


def _note_subclass(cls, **keywords):
    """A class that names its table waits for prepare(), which knows the columns."""
    if not cls.__dict__.get("__abstract__"):
        cls._automap_waiting.append(cls)


def _prepare(base, autoload_with=None, engine=None, reflect=False, schema=None, classname_for_table=classname_for_table,
             name_for_scalar_relationship=name_for_scalar_relationship,
             name_for_collection_relationship=name_for_collection_relationship, collection_class=None,
             generate_relationship=None, reflection_options=None, modulename_for_table=None):
    source = autoload_with if autoload_with is not None else engine
    if source is not None:
        options = dict(reflection_options or {})
        options.setdefault("extend_existing", True)
        options.setdefault("autoload_replace", False)
        base.metadata.reflect(bind=source, schema=schema, **options)
    mapped = {}
    for cls in base._automap_waiting:
        table = base.metadata.tables.get(getattr(cls, "__tablename__", None))
        if table is not None and "__table__" not in cls.__dict__:
            cls.__table__ = table
        map_declarative(cls, base._sa_registry)
        mapped[cls.__table__.key] = cls
    base._automap_waiting.clear()
    secondary = []
    for table in base.metadata.sorted_tables:
        known = getattr(table, "_orm_class", None)
        if known is not None:
            mapped[table.key] = known
        elif _is_secondary(table):
            secondary.append(table)
        elif native.primary_key(table):
            cls = native.make_class(classname_for_table(base, table.name, table), [base])
            cls.__module__ = base.__module__
            mapping.map_class(base._sa_registry, cls, table)
            mapped[table.key] = cls
            base.classes._classes[cls.__name__] = cls
    for cls in list(mapped.values()):
        _relate(base, cls, mapped, name_for_scalar_relationship, name_for_collection_relationship)
    for table in secondary:
        _relate_many(base, table, mapped, name_for_collection_relationship)


def _is_secondary(table):
    keys = native.foreign_keys(table)
    columns = [name for key in keys for name in key[0]]
    return len(keys) == 2 and sorted(columns) == sorted([column.name for column in table.c])


def _key_of(schema, name):
    return f"{schema}.{name}" if schema else name


def _relate(base, cls, mapped, scalar_name, collection_name):
    for columns, schema, name, _ in native.foreign_keys(cls.__table__):
        referred = mapped.get(_key_of(schema, name))
        if referred is None:
            continue
        ours = scalar_name(base, cls, referred, None)
        theirs = collection_name(base, referred, cls, None)
        mapper, other = cls.__mapper__, referred.__mapper__
        if ours in mapper.attributes:
            continue
        keywords = {"foreign_keys": [cls.__table__.c[column] for column in columns]}
        if cls is referred:
            keywords["remote_side"] = list(other.primary_key)
        if theirs not in other.attributes:
            keywords["backref"] = backref(theirs)
        mapper.add_property(ours, relationship(referred, **keywords))


def _relate_many(base, table, mapped, collection_name):
    (_, schema, name, _), (_, other_schema, other_name, _) = native.foreign_keys(table)
    first, second = mapped.get(_key_of(schema, name)), mapped.get(_key_of(other_schema, other_name))
    if first is None or second is None:
        return
    ours, theirs = collection_name(base, first, second, None), collection_name(base, second, first, None)
    if ours not in first.__mapper__.attributes:
        first.__mapper__.add_property(ours, relationship(second, secondary=table, backref=backref(theirs)))
