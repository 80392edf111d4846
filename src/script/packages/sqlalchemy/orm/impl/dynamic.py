"""`lazy="dynamic"`: a relationship as a query."""

from sqlalchemy.orm.impl.attributes import state_of


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
