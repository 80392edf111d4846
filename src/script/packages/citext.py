"""The CITEXT column type."""

from sqlalchemy import types


class CIText(types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **keywords):
        return "CITEXT"
