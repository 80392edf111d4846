"""Every name of `sqlalchemy.orm` and of the extensions that belong to it."""

from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.ext.mutable import Mutable, MutableDict, MutableList, MutableSet
from sqlalchemy.orm.impl.aliases import AliasedClass, aliased, with_polymorphic
from sqlalchemy.orm.impl.attributes import (
    DetachedInstanceError,
    FlushError,
    InstanceState,
    ObjectDeletedError,
    StaleDataError,
    UnmappedClassError,
    UnmappedInstanceError,
    flag_dirty,
    flag_modified,
    get_history,
    hybrid_method,
    hybrid_property,
    object_session,
    set_attribute,
    set_committed_value,
)
from sqlalchemy.orm.impl.attributes import ColumnAttribute as InstrumentedAttribute
from sqlalchemy.orm.impl.attributes import ColumnAttribute as QueryableAttribute
from sqlalchemy.orm.impl.collections import InstrumentedList, InstrumentedSet
from sqlalchemy.orm.impl.declarative import (
    AbstractConcreteBase,
    ConcreteBase,
    DeclarativeBase,
    DeclarativeBaseNoMeta,
    MappedAsDataclass,
    Registry as registry,
    as_declarative,
    declarative_base,
    has_inherited_table,
    synonym_for,
    validates,
)
from sqlalchemy.orm.impl.eager import contains_eager
from sqlalchemy.orm.impl.factories import scoped_session, sessionmaker
from sqlalchemy.orm.impl.loading import Bundle, Load, defer, load_only, undefer
from sqlalchemy.orm.impl.eager import other_option as defaultload
from sqlalchemy.orm.impl.eager import eager_option as immediateload
from sqlalchemy.orm.impl.eager import eager_option as joinedload
from sqlalchemy.orm.impl.eager import other_option as lazyload
from sqlalchemy.orm.impl.eager import other_option as noload
from sqlalchemy.orm.impl.eager import other_option as raiseload
from sqlalchemy.orm.impl.eager import eager_option as selectinload
from sqlalchemy.orm.impl.eager import eager_option as subqueryload
from sqlalchemy.orm.impl.eager import other_option as undefer_group
from sqlalchemy.orm.impl.mapping import (
    Mapped,
    MappedColumn,
    Mapper,
    class_mapper,
    clear_mappers,
    column_property,
    composite,
    configure_mappers,
    declared_attr,
    deferred,
    mapped_column,
    object_mapper,
    synonym,
)
from sqlalchemy.orm.impl.query import Query
from sqlalchemy.orm.impl.relationships import (
    Relationship,
    Relationship as RelationshipProperty,
    backref,
    dynamic_loader,
    foreign,
    relationship,
    remote,
)
from sqlalchemy.orm.impl.session import (
    Session,
    SessionTransaction,
    close_all_sessions,
    make_transient,
    make_transient_to_detached,
)

DynamicMapped = WriteOnlyMapped = Mapped
relation = relationship
mapperlib = None


def declarative_mixin(cls):
    return cls


def mapper(cls, table=None, properties=None, **arguments):
    return registry().map_imperatively(cls, table, properties, **arguments)


def reconstructor(function):
    return function


def was_deleted(instance):
    return InstanceState.deleted


def join(left, right, onclause=None, isouter=False, full=False):
    import sqlalchemy

    return sqlalchemy.join(left, right, onclause, isouter, full)


def outerjoin(left, right, onclause=None, full=False):
    return join(left, right, onclause, True, full)
