"""Numbers of single precision."""

from pgvector.values import Vector, text_of
from sqlalchemy.types import UserDefinedType


class VECTOR(UserDefinedType):
    cache_ok = True

    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def get_col_spec(self, **keywords):
        return "VECTOR" if self.dim is None else f"VECTOR({self.dim})"

    def bind_processor(self, dialect):
        return text_of(Vector)
