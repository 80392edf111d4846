"""aliased(): a mapped class under another name."""

from sqlalchemy.orm.impl import native

_counter = [0]


class AliasedClass:
    def __init__(self, mapper, table):
        self._mapper = mapper
        self._table = table
        self.__table__ = table
        self.__mapper__ = mapper

    def __getattr__(self, name):
        attribute = self._mapper.attributes.get(name)
        if attribute is None:
            return getattr(self._mapper.class_, name)
        if attribute.is_column:
            return self._table.c[attribute.column.name]
        if hasattr(attribute, "fget"):
            return (attribute.expr or attribute.fget)(self)
        if hasattr(attribute, "at_alias"):
            return attribute.at_alias(self)
        return attribute.__get__(None, self)

    def __call__(self, *arguments, **keywords):
        return self._mapper.class_(*arguments, **keywords)


def aliased(element, alias=None, name=None, flat=False, adapt_on_names=False):
    mapper = getattr(element, "__mapper__", None)
    if mapper is None:
        return element.alias(name)
    if alias is not None:
        return AliasedClass(mapper, alias)
    if name is None:
        _counter[0] += 1
        name = f"{mapper.local_table.name}_{_counter[0]}"
    return AliasedClass(mapper, mapper.local_table.alias(name))


def with_polymorphic(base, classes, **keywords):
    return base
