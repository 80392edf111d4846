"""CREATE TRIGGER."""

import re

from alembic_utils.exceptions import SQLParseFailure
from alembic_utils.replaceable_entity import ReplaceableEntity, parsed, qualified, unquoted

_TAIL = r"trigger\s+(.+?)\s+(.+?)\s+ON\s+(.+?)\s+(.+?)"
_FORMS = (r"create\s+constraint\s+" + _TAIL, r"create\s+" + _TAIL)


class PGTrigger(ReplaceableEntity):
    def __init__(self, schema, signature, definition, on_entity, is_constraint=False):
        super().__init__(schema, signature, definition)
        self.on_entity = unquoted(qualified(on_entity))
        self.is_constraint = is_constraint

    @classmethod
    def from_sql(cls, sql):
        signature, event, table, action = parsed(cls, _FORMS, sql).groups()
        is_constraint = re.fullmatch(_FORMS[0], sql, re.IGNORECASE | re.DOTALL) is not None
        table = qualified(table)
        return cls(table.split(".")[0], signature, f" {event} ON {table} {action}", table, is_constraint)

    def to_sql_statement_create(self):
        found = re.match(r"(.+?)\s+ON\s+(.+?)\s+(.+)", self.definition, re.IGNORECASE | re.DOTALL)
        if found is None:
            raise SQLParseFailure(f'Failed to parse SQL into PGTrigger.definition """{self.definition}"""')
        event, table, action = found.groups()
        table = table.partition(".")[2] or table
        kind = " CONSTRAINT " if self.is_constraint else " "
        return self._text(f'CREATE{kind}TRIGGER "{self.signature}" {event} ON {self.schema}.{table} {action}')

    def to_sql_statement_drop(self, cascade=False):
        return self._text(f'DROP TRIGGER "{self.signature}" ON {self.on_entity}', "cascade" if cascade else "")

    def to_sql_statement_create_or_replace(self):
        return [
            self._text(f'DROP TRIGGER IF EXISTS "{self.signature}" ON {self.on_entity};'),
            self.to_sql_statement_create(),
        ]
