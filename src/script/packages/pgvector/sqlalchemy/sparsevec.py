"""Mostly zeros."""

from pgvector.values import SparseVector, text_of
from sqlalchemy.types import UserDefinedType


class SPARSEVEC(UserDefinedType):
    cache_ok = True

    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def get_col_spec(self, **keywords):
        return "SPARSEVEC" if self.dim is None else f"SPARSEVEC({self.dim})"

    def bind_processor(self, dialect):
        return text_of(SparseVector)
