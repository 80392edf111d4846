"""Mutable values: a change inside of a value is a change of its attribute only when it is set anew."""


class Mutable:
    @classmethod
    def as_mutable(cls, type_):
        return type_

    @classmethod
    def associate_with(cls, type_):
        pass

    def changed(self):
        pass


class MutableDict(Mutable, dict):
    pass


class MutableList(Mutable, list):
    pass


class MutableSet(Mutable, set):
    pass


class MutableComposite(Mutable):
    pass
