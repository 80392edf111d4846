"""GRANT on a table."""

from alembic_utils.replaceable_entity import ReplaceableEntity, unquoted


class PGGrantTable(ReplaceableEntity):
    def __init__(self, schema, table, columns, role, grant, with_grant_option=False):
        self.schema = unquoted(schema)
        self.table = unquoted(table)
        self.columns = sorted(columns)
        self.role = unquoted(role)
        self.grant = getattr(grant, "value", grant)
        self.with_grant_option = with_grant_option

    def _what(self):
        columns = f" ( {', '.join(self.columns)} )" if self.columns else ""
        return f"{self.grant}{columns} ON {self.literal_schema}.\"{self.table}\""

    def to_sql_statement_create(self):
        option = " WITH GRANT OPTION" if self.with_grant_option else ""
        return self._text(f'GRANT {self._what()} TO "{self.role}"{option}')

    def to_sql_statement_drop(self, cascade=False):
        return self._text(f'REVOKE {self._what()} FROM "{self.role}"', "cascade" if cascade else "")

    def to_sql_statement_create_or_replace(self):
        return [self.to_sql_statement_drop(), self.to_sql_statement_create()]
