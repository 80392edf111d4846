"""CREATE EXTENSION."""

from alembic_utils.replaceable_entity import ReplaceableEntity, unquoted


class PGExtension(ReplaceableEntity):
    def __init__(self, schema, signature):
        self.schema = unquoted(schema)
        self.signature = unquoted(signature)

    def to_sql_statement_create(self):
        return self._text(f'CREATE EXTENSION "{self.signature}" WITH SCHEMA {self.literal_schema};')

    def to_sql_statement_drop(self, cascade=False):
        return self._text(f'DROP EXTENSION "{self.signature}"', "CASCADE" if cascade else "")

    def to_sql_statement_create_or_replace(self):
        raise NotImplementedError()
