"""The lists, sets and dicts of related instances, which tell their relationship of changes."""


class InstrumentedList(list):
    def __init__(self, relation, instance):
        super().__init__()
        self._relation = relation
        self._instance = instance

    def _fill(self, items):
        list.extend(self, items)

    def _put(self, item):
        list.append(self, item)

    def _take(self, item):
        list.remove(self, item)

    def _add(self, item):
        list.append(self, item)
        self._relation.appended(self._instance, item)

    append = _add

    def remove(self, item):
        list.remove(self, item)
        self._relation.removed(self._instance, item)

    def extend(self, items):
        for item in list(items):
            self._add(item)

    def insert(self, index, item):
        list.insert(self, index, item)
        self._relation.appended(self._instance, item)

    def pop(self, index=-1):
        item = list.pop(self, index)
        self._relation.removed(self._instance, item)
        return item

    def clear(self):
        for item in list(self):
            self.remove(item)

    def __iadd__(self, items):
        self.extend(items)
        return self

    def __delitem__(self, index):
        gone = self[index]
        for item in gone if hasattr(index, "start") else [gone]:
            self.remove(item)

    def __setitem__(self, index, value):
        before = self[index]
        if hasattr(index, "start"):
            for item in before:
                self.remove(item)
            self.extend(value)
            return
        list.__setitem__(self, index, value)
        self._relation.removed(self._instance, before)
        self._relation.appended(self._instance, value)


class InstrumentedSet(set):
    def __init__(self, relation, instance):
        super().__init__()
        self._relation = relation
        self._instance = instance

    def _fill(self, items):
        set.update(self, items)

    def _put(self, item):
        set.add(self, item)

    def _take(self, item):
        set.discard(self, item)

    def _add(self, item):
        if item not in self:
            set.add(self, item)
            self._relation.appended(self._instance, item)

    add = _add

    def remove(self, item):
        set.remove(self, item)
        self._relation.removed(self._instance, item)

    def discard(self, item):
        if item in self:
            self.remove(item)

    def update(self, items):
        for item in list(items):
            self._add(item)

    def clear(self):
        for item in list(self):
            self.remove(item)


def collection_class_for(relation):
    wanted = relation.collection_class
    return InstrumentedSet if wanted is set else InstrumentedList


def items_of(collection):
    return list(collection)
