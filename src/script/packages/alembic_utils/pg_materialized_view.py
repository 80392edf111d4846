"""CREATE MATERIALIZED VIEW."""

from alembic_utils.replaceable_entity import ReplaceableEntity


class PGMaterializedView(ReplaceableEntity):
    def __init__(self, schema, signature, definition, with_data=True):
        super().__init__(schema, signature, definition)
        self.with_data = with_data

    def _create(self):
        data = "WITH  DATA" if self.with_data else "WITH NO DATA"
        return f"CREATE MATERIALIZED VIEW {self._name} AS {self.definition} {data}"

    def to_sql_statement_create(self):
        return self._text(self._create() + ";")

    def to_sql_statement_drop(self, cascade=False):
        return self._text(f"DROP MATERIALIZED VIEW {self._name}", "cascade" if cascade else "")

    def to_sql_statement_create_or_replace(self):
        return [self._text(f"DROP MATERIALIZED VIEW IF EXISTS {self._name};"), self._text(self._create())]
