"""CREATE VIEW."""

from alembic_utils.replaceable_entity import ReplaceableEntity


class PGView(ReplaceableEntity):
    def to_sql_statement_create(self):
        return self._text(f"CREATE VIEW {self._name} AS {self.definition};")

    def to_sql_statement_drop(self, cascade=False):
        return self._text(f"DROP VIEW {self._name}", "cascade" if cascade else "")

    def to_sql_statement_create_or_replace(self):
        create = f"VIEW {self._name} AS {self.definition};"
        return [
            self._text(
                f"do $$ begin CREATE OR REPLACE {create} exception when others then "
                f"DROP VIEW IF EXISTS {self._name}; CREATE {create} end; $$ language 'plpgsql'"
            )
        ]
