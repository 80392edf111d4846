"""Vector columns."""

from pgvector.sqlalchemy.bit import BIT
from pgvector.sqlalchemy.halfvec import HALFVEC
from pgvector.sqlalchemy.sparsevec import SPARSEVEC
from pgvector.sqlalchemy.vector import VECTOR
from pgvector.sqlalchemy.vector import VECTOR as Vector
