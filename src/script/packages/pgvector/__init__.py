"""Vector columns, and values for them."""

from pgvector.values import Bit, HalfVector, SparseVector, Vector
