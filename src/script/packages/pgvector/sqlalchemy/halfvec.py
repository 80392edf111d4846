"""Numbers of half precision."""

from pgvector.values import HalfVector, text_of
from sqlalchemy.types import UserDefinedType


class HALFVEC(UserDefinedType):
    cache_ok = True

    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def get_col_spec(self, **keywords):
        return "HALFVEC" if self.dim is None else f"HALFVEC({self.dim})"

    def bind_processor(self, dialect):
        return text_of(HalfVector)
