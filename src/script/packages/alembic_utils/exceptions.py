"""What alembic_utils raises."""


class AlembicUtilsException(Exception):
    pass


class SQLParseFailure(AlembicUtilsException):
    pass


class BadInputException(AlembicUtilsException):
    pass
