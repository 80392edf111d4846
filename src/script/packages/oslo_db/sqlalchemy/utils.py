"""Questions about tables."""

import sqlalchemy


def column_exists(engine, table_name, column):
    return column in [found["name"] for found in sqlalchemy.inspect(engine).get_columns(table_name)]


def get_indexes(engine, table_name):
    return sqlalchemy.inspect(engine).get_indexes(table_name)


def index_exists(engine, table_name, index_name):
    return index_name in [index["name"] for index in get_indexes(engine, table_name)]


def index_exists_on_columns(engine, table_name, columns):
    if not isinstance(columns, list):
        columns = list(columns)
    return any(index["column_names"] == columns for index in get_indexes(engine, table_name))


def get_unique_keys(engine, table_name):
    inspector = sqlalchemy.inspect(engine)
    keys = [dict(key) for key in inspector.get_unique_constraints(table_name)]
    return keys + [dict(index) for index in inspector.get_indexes(table_name) if index["unique"]]


def get_table(engine, name):
    return sqlalchemy.Table(name, sqlalchemy.MetaData(), autoload_with=engine)


def get_foreign_key_constraint_name(engine, table_name, column_name):
    for key in sqlalchemy.inspect(engine).get_foreign_keys(table_name):
        if key["constrained_columns"] == [column_name]:
            return key["name"]
    return None
