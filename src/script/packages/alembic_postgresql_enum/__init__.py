"""What migration scripts use of alembic_postgresql_enum: replacing the values of a PostgreSQL enum."""

import re
from enum import Enum as PyEnum

import sqlalchemy as sa
from alembic.operations import MigrateOperation, Operations

_unspecified = object()


class ColumnType(PyEnum):
    COMMON = "common"
    ARRAY = "array"


class Config:
    """Only `force_dialect_support` has an effect here; the others are for autogenerate."""

    def __init__(self, force_dialect_support=False, **keywords):
        self.force_dialect_support = force_dialect_support


_config = Config()


def set_configuration(config):
    global _config
    _config = config


class TableReference:
    def __init__(
        self,
        table_name,
        column_name,
        table_schema=_unspecified,
        column_type=ColumnType.COMMON,
        existing_server_default=None,
    ):
        self.table_name = table_name
        self.column_name = column_name
        self.table_schema = table_schema
        self.column_type = column_type
        self.existing_server_default = existing_server_default

    @property
    def table_name_with_schema(self):
        return (f'"{self.table_schema}".' if self.table_schema else "") + f'"{self.table_name}"'


def _existing_default(connection, schema, table, column):
    return connection.execute(
        sa.text(
            "SELECT column_default FROM information_schema.columns WHERE "
            f"table_schema = '{schema}' AND table_name = '{table}' AND column_name = '{column}'"
        )
    ).scalar()


def _references(connection, schema, columns):
    for column in columns:
        if isinstance(column, tuple):
            default = _existing_default(connection, schema, column[0], column[1])
            kind = column[2] if len(column) > 2 else ColumnType.COMMON
            yield TableReference(column[0], column[1], schema, kind, default)
        elif isinstance(column, TableReference):
            if column.table_schema is _unspecified:
                column.table_schema = schema
            yield column
        else:
            raise ValueError("Affected columns must contain tuples or TableReferences")


def _renamed_default(default, new_type, renames):
    for old, new in renames:
        default = default.replace(f"'{old}'", f"'{new}'").replace(f'"{old}"', f'"{new}"')
    if default.startswith("ARRAY["):
        return re.sub(r"::[.\w]+", "::" + new_type, default)
    return default.partition("::")[0] + "::" + new_type + ("[]" if default.endswith("[]") else "")


def _quoted(name):
    return ".".join('"' + part.strip('"') + '"' for part in name.rsplit(".", 1))


def _renamed_index(definition, schema, enum_name, renames):
    for old, new in renames:
        for name in (enum_name, f"{schema}.{enum_name}"):
            definition = definition.replace(f"'{old}'::{name}", f"'{new}'::{name}")
    return definition


def _layout(*lines):
    """Lines with their indents: the statements look as the package writes them offline."""
    return "\n".join(" " * indent + line for indent, line in lines)


def _change_type(reference, new_type, renames):
    column = f'"{reference.column_name}"'
    head = (0, f"ALTER TABLE {reference.table_name_with_schema} ")
    if reference.column_type is ColumnType.ARRAY:
        value = f"{column}::text[]"
        for old, new in renames:
            value = f"array_replace({value}, '{old}', '{new}')"
        return _layout(
            head,
            (12, f"ALTER COLUMN {column} TYPE {new_type}[]"),
            (12, f"USING {value}::{new_type}[]"),
        )
    change = (16, f"ALTER COLUMN {column} TYPE {new_type} ")
    if not renames:
        return _layout(head, change, (16, f"USING {column}::text::{new_type}"))
    cases = " ".join(f"WHEN {column}::text = '{old}' THEN '{new}'::{new_type}" for old, new in renames)
    rest = (16, f"ELSE {column}::text::{new_type}")
    return _layout(head, change, (16, "USING CASE "), (16, cases), (0, ""), rest, (16, "END"))


_COMPARISONS = (("!=", "new_old_not_equals"), ("=", "new_old_equals"))


def _comparison_body(operator, renames):
    if not renames:
        return [(16, f"SELECT new_enum_val::text {operator} old_enum_val::text;")]
    cases = " ".join(f"WHEN old_enum_val::text = '{old}' THEN '{new}'" for old, new in renames)
    return [
        (16, f"SELECT new_enum_val::text {operator} CASE"),
        (20, cases),
        (0, ""),
        (20, "ELSE old_enum_val::text"),
        (16, "END;"),
    ]


def _create_comparisons(run, new_type, old_type, renames):
    # Indexes and constraints that compare the column with its values are checked while its type changes.
    for operator, function in _COMPARISONS:
        run(
            _layout(
                (0, f"CREATE FUNCTION {function}("),
                (16, f"new_enum_val {new_type}, old_enum_val {old_type}"),
                (12, ")"),
                (12, "RETURNS boolean AS $$"),
                *_comparison_body(operator, renames),
                (12, "$$ LANGUAGE SQL IMMUTABLE"),
            )
        )
        run(
            _layout(
                (0, f"CREATE OPERATOR {operator} ("),
                (12, f"leftarg = {new_type},"),
                (12, f"rightarg = {old_type},"),
                (12, f"procedure = {function}"),
                (8, ")"),
            )
        )


def _drop_comparisons(run, new_type, old_type):
    for operator, function in _COMPARISONS:
        operands = ((16, f"{new_type},"), (16, old_type))
        run(_layout((0, f"DROP OPERATOR IF EXISTS {operator} ("), *operands, (12, ")")))
        arguments = (12, f"new_enum_val {new_type}, old_enum_val {old_type}")
        run(_layout((0, f"DROP FUNCTION {function}("), arguments, (8, ")")))


def _add_values(connection, enum_type, old_values, new_values):
    """alembic_autogenerate_enums: what is new is added behind, outside of a transaction."""
    connection.execute(sa.text("COMMIT"))
    for value in new_values:
        if value not in old_values:
            connection.execute(sa.text(f"ALTER TYPE {enum_type} ADD VALUE '{value}'"))


@Operations.register_operation("sync_enum_values")
class SyncEnumValuesOp(MigrateOperation):
    @classmethod
    def sync_enum_values(cls, operations, enum_schema=None, enum_name=None, new_values=None, *args, **keywords):
        # Two packages have a directive of this name, of which the older one is given two lists of values.
        if "old_values" in keywords or (args and any(isinstance(value, str) for value in args[0])):
            schema, name = keywords.get("schema", enum_schema), keywords.get("name", enum_name)
            lists = ([] if new_values is None else [new_values]) + list(args)
            old = keywords["old_values"] if "old_values" in keywords else lists[0]
            new = keywords["new_values"] if "new_values" in keywords else lists[-1]
            return _add_values(operations.get_bind(), f"{schema}.{name}", old, new)
        cls._replace_values(operations, enum_schema, enum_name, new_values, *args, **keywords)

    @classmethod
    def _replace_values(
        cls,
        operations,
        enum_schema,
        enum_name,
        new_values,
        affected_columns,
        enum_values_to_rename=(),
        indexes_to_recreate=None,
    ):
        connection = operations.get_bind()
        if operations.migration_context.dialect.name != "postgresql" and not _config.force_dialect_support:
            return
        renames = list(enum_values_to_rename)
        references = list(_references(connection, enum_schema, affected_columns))
        new_type = f'"{enum_schema}"."{enum_name}"'
        old_type = f'"{enum_schema}"."{enum_name}_old"'

        def run(sql):
            connection.execute(sa.text(sql))

        run(f'ALTER TYPE {new_type} RENAME TO "{enum_name}_old"')
        values = ", ".join(f"'{value}'" for value in new_values)
        run(f"CREATE TYPE {new_type} AS ENUM({values})")
        _create_comparisons(run, new_type, old_type, renames)
        for index in indexes_to_recreate or ():
            run(f"DROP INDEX IF EXISTS {_quoted(index.name)}")
        for reference in references:
            table = (0, f"ALTER TABLE {reference.table_name_with_schema}")
            column = f'ALTER COLUMN "{reference.column_name}"'
            default = reference.existing_server_default
            if default is not None:
                run(_layout(table, (13, f"{column} DROP DEFAULT")))
            run(_change_type(reference, new_type, renames))
            if default is not None:
                default = _renamed_default(default, f"{enum_schema}.{enum_name}", renames)
                run(_layout(table, (12, f"{column} SET DEFAULT {default}")))
        _drop_comparisons(run, new_type, old_type)
        run(f"DROP TYPE {old_type}")
        for index in indexes_to_recreate or ():
            run(_renamed_index(index.definition, enum_schema, enum_name, renames))
