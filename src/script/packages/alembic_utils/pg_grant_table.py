"""GRANT on a table."""

from enum import Enum

from alembic_utils.exceptions import BadInputException
from alembic_utils.replaceable_entity import ReplaceableEntity, quoted


class PGGrantTableChoice(str, Enum):
    SELECT = "SELECT"
    INSERT = "INSERT"
    UPDATE = "UPDATE"
    REFERENCES = "REFERENCES"
    DELETE = "DELETE"
    TRUNCATE = "TRUNCATE"
    TRIGGER = "TRIGGER"


_OF_COLUMNS = ("SELECT", "INSERT", "UPDATE", "REFERENCES")


class PGGrantTable(ReplaceableEntity):
    def __init__(self, schema, table, role, grant, columns=None, with_grant_option=False):
        self.schema = schema.replace('"', "")
        self.table = table.replace('"', "")
        self.role = role.replace('"', "")
        self.grant = PGGrantTableChoice(grant).value
        self.columns = sorted(columns) if columns else []
        self.with_grant_option = with_grant_option
        wants_columns = self.grant in _OF_COLUMNS
        if wants_columns != bool(self.columns):
            must = "must" if wants_columns else "must not"
            raise BadInputException(f"When grant type is {self.grant} a value {must} be provided for columns")

    @property
    def _where(self):
        return f"ON {self.literal_schema}.{quoted(self.table)}"

    def to_sql_statement_create(self):
        columns = f"( {', '.join(self.columns)} )" if self.columns else ""
        option = " WITH GRANT OPTION" if self.with_grant_option else ""
        return self._text(f"GRANT {self.grant}", columns, self._where, f"TO {quoted(self.role)}", option)

    def to_sql_statement_drop(self, cascade=False):
        return self._text(f"REVOKE {self.grant} {self._where} FROM {quoted(self.role)}")

    def to_sql_statement_create_or_replace(self):
        return [self.to_sql_statement_drop(), self.to_sql_statement_create()]
