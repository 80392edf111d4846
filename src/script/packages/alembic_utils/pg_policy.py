"""CREATE POLICY."""

from alembic_utils.replaceable_entity import ReplaceableEntity, parsed, qualified, unquoted


class PGPolicy(ReplaceableEntity):
    def __init__(self, schema, signature, definition, on_entity):
        super().__init__(schema, signature, definition)
        self.on_entity = unquoted(qualified(on_entity))

    @classmethod
    def from_sql(cls, sql):
        found = parsed(cls, [r"create policy\s+(.+?)\s+on\s+(.+?)\s+(.+?)"], sql.strip())
        signature, table, definition = found.groups()
        table = qualified(table)
        return cls(table.partition(".")[0], signature, definition, table)

    def to_sql_statement_create(self):
        return self._text(f"CREATE POLICY {self.signature} on {self.on_entity} {self.definition}")

    def to_sql_statement_drop(self, cascade=False):
        return self._text(f"DROP POLICY {self.signature} on {self.on_entity}", "cascade" if cascade else "")

    def to_sql_statement_create_or_replace(self):
        return [
            self._text(f"DROP POLICY IF EXISTS {self.signature} on {self.on_entity};"),
            self._text(f"CREATE POLICY {self.signature} on {self.on_entity} {self.definition};"),
        ]
