"""What migration scripts use of alembic_postgresql_enum: replacing the values of a PostgreSQL enum."""

import re
from enum import Enum as PyEnum

import sqlalchemy as sa
from alembic.operations import MigrateOperation, Operations

_unspecified = object()


class ColumnType(PyEnum):
    COMMON = "common"
    ARRAY = "array"


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


def _cast(reference, new_type, renames):
    column = f'"{reference.column_name}"'
    if reference.column_type is ColumnType.ARRAY:
        value = f"{column}::text[]"
        for old, new in renames:
            value = f"array_replace({value}, '{old}', '{new}')"
        return f"{new_type}[] USING {value}::{new_type}[]"
    if not renames:
        return f"{new_type} USING {column}::text::{new_type}"
    cases = " ".join(f"WHEN {column}::text = '{old}' THEN '{new}'::{new_type}" for old, new in renames)
    return f"{new_type} USING CASE {cases} ELSE {column}::text::{new_type} END"


_COMPARISONS = (("!=", "new_old_not_equals"), ("=", "new_old_equals"))


def _create_comparisons(run, new_type, old_type, renames):
    # Indexes and constraints that compare the column with its values are checked while its type changes.
    other = "old_enum_val::text"
    if renames:
        cases = " ".join(f"WHEN {other} = '{old}' THEN '{new}'" for old, new in renames)
        other = f"CASE {cases} ELSE {other} END"
    for operator, function in _COMPARISONS:
        run(
            f"CREATE FUNCTION {function}(new_enum_val {new_type}, old_enum_val {old_type}) RETURNS boolean "
            f"AS $$ SELECT new_enum_val::text {operator} {other}; $$ LANGUAGE SQL IMMUTABLE"
        )
        run(f"CREATE OPERATOR {operator} (leftarg = {new_type}, rightarg = {old_type}, procedure = {function})")


@Operations.register_operation("sync_enum_values")
class SyncEnumValuesOp(MigrateOperation):
    @classmethod
    def sync_enum_values(
        cls, operations, enum_schema, enum_name, new_values, affected_columns, enum_values_to_rename=()
    ):
        connection = operations.get_bind()
        if connection.dialect.name != "postgresql":
            return
        renames = list(enum_values_to_rename)
        references = list(_references(connection, enum_schema, affected_columns))
        new_type = f'"{enum_schema}"."{enum_name}"'
        old_type = f'"{enum_schema}"."{enum_name}_old"'

        def run(sql):
            connection.execute(sa.text(sql))

        run(f"ALTER TYPE {new_type} RENAME TO {enum_name}_old")
        values = ", ".join(f"'{value}'" for value in new_values)
        run(f"CREATE TYPE {new_type} AS ENUM({values})")
        _create_comparisons(run, new_type, old_type, renames)
        for reference in references:
            column = f'ALTER TABLE {reference.table_name_with_schema} ALTER COLUMN "{reference.column_name}" '
            default = reference.existing_server_default
            if default is not None:
                run(column + "DROP DEFAULT")
            run(column + "TYPE " + _cast(reference, new_type, renames))
            if default is not None:
                run(column + "SET DEFAULT " + _renamed_default(default, f"{enum_schema}.{enum_name}", renames))
        for _, function in _COMPARISONS:
            run(f"DROP FUNCTION {function}(new_enum_val {new_type}, old_enum_val {old_type}) CASCADE")
        run(f"DROP TYPE {old_type}")
