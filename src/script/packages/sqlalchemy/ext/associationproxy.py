"""association_proxy(): the attribute of the instances that a relationship leads to."""


class association_proxy:
    def __init__(self, target_collection, attr, *, creator=None, **keywords):
        self.target_collection = target_collection
        self.attr = attr
        self.creator = creator

    def __get__(self, instance, owner):
        if instance is None:
            return self
        value = getattr(instance, self.target_collection)
        if value is None:
            return None
        if isinstance(value, (list, set)):
            return [getattr(item, self.attr) for item in value]
        return getattr(value, self.attr)


AssociationProxy = association_proxy
