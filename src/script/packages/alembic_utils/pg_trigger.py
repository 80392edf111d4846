"""CREATE TRIGGER."""

import re

from alembic_utils.replaceable_entity import ReplaceableEntity, unquoted


class PGTrigger(ReplaceableEntity):
    def __init__(self, schema, signature, definition, on_entity, is_constraint=False):
        super().__init__(schema, signature, definition)
        self.on_entity = unquoted(on_entity if "." in on_entity else "public." + on_entity)
        self.is_constraint = is_constraint

    def to_sql_statement_create(self):
        found = re.match(r"(.+?)\s+ON\s+(.+?)\s+(.+)", self.definition, re.IGNORECASE | re.DOTALL)
        if found is None:
            raise ValueError(f'Failed to parse SQL into PGTrigger.definition """{self.definition}"""')
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
