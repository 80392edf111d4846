"""CREATE FUNCTION."""

from alembic_utils.replaceable_entity import ReplaceableEntity, escaped_colons, parsed, without_semicolon


class PGFunction(ReplaceableEntity):
    def __init__(self, schema, signature, definition):
        super().__init__(schema, signature, definition)
        procedural = "language plpgsql" in " ".join(definition.split()).lower().replace("'", "")
        kept = ("::", ":=", "\\:") if procedural else ("::",)
        self.definition = escaped_colons(without_semicolon(definition), kept)

    @classmethod
    def from_sql(cls, sql):
        found = parsed(cls, [r"create.+?function\s+(.+?)\.(.+?)\s+returns\s+(.+?)"], sql.strip())
        schema, signature, definition = found.groups()
        return cls(schema, signature.replace('"', ""), "returns " + definition)

    @property
    def literal_signature(self):
        name, rest = self.signature.split("(", 1)
        return '"' + name.strip() + '"(' + rest

    def _create(self, verb):
        return self._text(f"{verb} FUNCTION {self.literal_schema}.{self.literal_signature} {self.definition}")

    def to_sql_statement_create(self):
        return self._create("CREATE")

    def to_sql_statement_drop(self, cascade=False):
        name, _, rest = self.signature.partition("(")
        parameters = rest.rpartition(")")[0].split(",")
        bare = ", ".join(p[: len(p.lower().split("default")[0])].strip() for p in parameters)
        return self._text(
            f'DROP FUNCTION {self.literal_schema}."{name.strip()}"({bare})', "cascade" if cascade else ""
        )

    def to_sql_statement_create_or_replace(self):
        return [self._create("CREATE OR REPLACE")]
