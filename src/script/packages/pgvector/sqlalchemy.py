"""Vector columns."""

from sqlalchemy.types import UserDefinedType


def _sized(name):
    class made(UserDefinedType):
        cache_ok = True

        def __init__(self, dim=None):
            super().__init__()
            self.dim = dim

        def get_col_spec(self, **keywords):
            return name if self.dim is None else f"{name}({self.dim})"

    made.__name__ = name
    return made


VECTOR = Vector = _sized("VECTOR")
HALFVEC = _sized("HALFVEC")
SPARSEVEC = _sized("SPARSEVEC")
BIT = _sized("BIT")
