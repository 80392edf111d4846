"""CREATE MATERIALIZED VIEW."""

from alembic_utils.replaceable_entity import ReplaceableEntity, parsed, without_semicolon

_HEAD = r"create.+?materialized.+?view\s+(.+?)\.(.+?)\s+as\s+(.+?)"
_FORMS = (_HEAD + r"\s+with\s+data", _HEAD + r".+?with\s+(.+?)\s+data", _HEAD)


class PGMaterializedView(ReplaceableEntity):
    def __init__(self, schema, signature, definition, with_data=True):
        super().__init__(schema, signature, definition)
        self.definition = without_semicolon(definition)
        self.with_data = with_data

    @classmethod
    def from_sql(cls, sql):
        groups = parsed(cls, _FORMS, without_semicolon(sql)).groups()
        signature = groups[1].split("(")[0].replace('"', "")
        return cls(groups[0], signature, groups[2], with_data=len(groups) == 3)

    def _create(self):
        data = "WITH  DATA" if self.with_data else "WITH NO DATA"
        return f"CREATE MATERIALIZED VIEW {self._name} AS {self.definition} {data}"

    def to_sql_statement_create(self):
        return self._text(self._create() + ";")

    def to_sql_statement_drop(self, cascade=False):
        return self._text(f"DROP MATERIALIZED VIEW {self._name}", "cascade" if cascade else "")

    def to_sql_statement_create_or_replace(self):
        return [self._text(f"DROP MATERIALIZED VIEW IF EXISTS {self._name};"), self._text(self._create())]
