"""The names that configuration in texts may use: `relationship("Post", order_by="Post.id")`."""

import sqlalchemy as sa


def foreign(column):
    return column


class Names:
    """The names that configuration in texts may use: mapped classes and tables."""

    def __init__(self, mapper):
        self.mapper = mapper

    def find(self, name):
        registry = self.mapper.registry
        if name in registry.classes:
            return registry.classes[name]
        tables = self.mapper.local_table.metadata.tables
        if name in tables:
            return tables[name]
        if name in ("foreign", "remote"):
            return foreign
        return getattr(sa, name)
