"""Types of values that change in place; the ORM compares those of their columns (orm/impl/mutable.py)."""


class MutableBase:
    pass


class Mutable(MutableBase):
    @classmethod
    def as_mutable(cls, sqltype):
        made = sqltype() if isinstance(sqltype, type) else sqltype
        made._changes_in_place = True
        return made

    @classmethod
    def associate_with_attribute(cls, attribute):
        pass

    @classmethod
    def associate_with(cls, sqltype):
        pass

    @classmethod
    def coerce(cls, key, value):
        return value

    def changed(self):
        pass


class MutableComposite(MutableBase):
    pass


class MutableDict(Mutable, dict):
    pass


class MutableList(Mutable, list):
    pass


class MutableSet(Mutable, set):
    pass
