"""The common part of entities, and their SQL texts."""

import re

from alembic_utils.exceptions import SQLParseFailure
from sqlalchemy import text

import alembic_utils


def register_entities(*args, **keywords):
    """Only autogenerate wants to know."""


def unquoted(name):
    return " ".join(name.split()).replace('"', "")


def quoted(name):
    return ".".join('"' + part.strip().strip('"').strip() + '"' for part in name.split(".", 1))


def without_semicolon(sql):
    return sql.strip().rstrip(";").strip()


def escaped_colons(sql, kept):
    """A colon is a parameter to text(): all are escaped but those in the sequences `kept`."""
    out = ""
    index = 0
    while index < len(sql):
        for sequence in kept:
            if sql.startswith(sequence, index):
                out += sequence
                index += len(sequence)
                break
        else:
            out += "\\:" if sql[index] == ":" else sql[index]
            index += 1
    return out


def parsed(cls, patterns, sql):
    """The groups of the first pattern that is the whole of the statement."""
    for pattern in patterns:
        found = re.fullmatch(pattern, sql, re.IGNORECASE | re.DOTALL)
        if found:
            return found
    raise SQLParseFailure(f'Failed to parse SQL into {cls.__name__} """{sql}"""')


def qualified(table):
    return table if "." in table else "public." + table


class ReplaceableEntity:
    def __init__(self, schema, signature, definition):
        self.schema = unquoted(schema)
        self.signature = unquoted(signature)
        self.definition = escaped_colons(without_semicolon(definition), ("::",))

    @property
    def literal_schema(self):
        return quoted(self.schema)

    @property
    def _name(self):
        return f'{self.literal_schema}."{self.signature}"'

    @staticmethod
    def _text(*parts):
        return text(" ".join(parts))
