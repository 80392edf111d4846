"""CREATE VIEW."""

from alembic_utils.replaceable_entity import ReplaceableEntity, parsed, without_semicolon


class PGView(ReplaceableEntity):
    def __init__(self, schema, signature, definition):
        super().__init__(schema, signature, definition)
        # Unlike in a function, a colon in a view is a parameter.
        self.definition = without_semicolon(definition)

    @classmethod
    def from_sql(cls, sql):
        schema, signature, definition = parsed(cls, [r"create.+?view\s+(.+?)\.(.+?)\s+as\s+(.+?)"], sql).groups()
        return cls(schema, signature.split("(")[0].replace('"', ""), definition)

    def to_sql_statement_create(self):
        return self._text(f"CREATE VIEW {self._name} AS {self.definition};")

    def to_sql_statement_drop(self, cascade=False):
        return self._text(f"DROP VIEW {self._name}", "cascade" if cascade else "")

    def to_sql_statement_create_or_replace(self):
        create = f"VIEW {self._name} AS {self.definition};"
        lines = [
            "do $$",
            " " * 12 + "begin",
            " " * 16 + f"CREATE OR REPLACE {create}",
            "",
            " " * 12 + "exception when others then",
            " " * 16 + f"DROP VIEW IF EXISTS {self._name};",
            "",
            " " * 16 + f"CREATE {create}",
            " " * 12 + "end;",
            " " * 8 + "$$ language 'plpgsql'",
        ]
        return [self._text("\n".join(lines))]
