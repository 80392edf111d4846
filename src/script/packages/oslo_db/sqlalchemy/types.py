"""Column types of oslo.db."""

import json

from sqlalchemy.dialects import mysql
from sqlalchemy.types import Integer, Text, TypeDecorator


class JsonEncodedType(TypeDecorator):
    type = None
    impl = Text
    cache_ok = True

    def __init__(self, mysql_as_long=False, mysql_as_medium=False):
        super().__init__()
        if mysql_as_long and mysql_as_medium:
            raise TypeError("mysql_as_long and mysql_as_medium are mutually exclusive")
        if mysql_as_long:
            self.impl = Text().with_variant(mysql.LONGTEXT(), "mysql")
        elif mysql_as_medium:
            self.impl = Text().with_variant(mysql.MEDIUMTEXT(), "mysql")

    def load_dialect_impl(self, dialect):
        return self.impl() if isinstance(self.impl, type) else self.impl

    def process_bind_param(self, value, dialect):
        if value is None and self.type is not None:
            value = self.type()
        return json.dumps(value)

    def process_result_value(self, value, dialect):
        return value if value is None else json.loads(value)


class JsonEncodedDict(JsonEncodedType):
    type = dict


class JsonEncodedList(JsonEncodedType):
    type = list


class SoftDeleteInteger(TypeDecorator):
    impl = Integer
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value if value is None else int(value)
