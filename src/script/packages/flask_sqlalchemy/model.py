"""Bases that applications derive their own db.Model from."""


class Model:
    query = None
    query_class = None


class DefaultMeta(type):
    pass


class NameMixin:
    pass


class BindMixin:
    pass
