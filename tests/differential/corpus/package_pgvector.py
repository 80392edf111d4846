# Vector columns of pgvector, and their indexes.
# dialects: postgresql sqlite mysql mariadb
# modes: offline
# needs: pgvector
from alembic import op
import pgvector
import pgvector.sqlalchemy
import pgvector.sqlalchemy.vector
from pgvector.sqlalchemy import HALFVEC, SPARSEVEC, Vector
import sqlalchemy as sa

revision = "package_pgvector"
down_revision = None


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    op.create_table(
        "ppv",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a", Vector(384), nullable=True),
        sa.Column("b", pgvector.sqlalchemy.VECTOR(dim=1536), nullable=False),
        sa.Column("c", pgvector.sqlalchemy.vector.VECTOR(dim=3)),
        sa.Column("d", pgvector.sqlalchemy.Vector()),
        sa.Column("e", HALFVEC(256)),
        sa.Column("f", SPARSEVEC(dim=1000)),
        sa.Column("g", pgvector.sqlalchemy.halfvec.HALFVEC()),
        sa.Column("h", pgvector.sqlalchemy.sparsevec.SPARSEVEC()),
    )
    op.create_index(
        "ppv_a",
        "ppv",
        ["a"],
        unique=False,
        postgresql_using="hnsw",
        postgresql_with={"m": 16, "ef_construction": 64},
        postgresql_ops={"a": "vector_cosine_ops"},
    )
    op.add_column("ppv", sa.Column("i", pgvector.sqlalchemy.vector.VECTOR(dim=8), nullable=True))


def downgrade():
    op.drop_column("ppv", "i")
    op.drop_index("ppv_a", table_name="ppv", postgresql_using="hnsw")
    op.drop_table("ppv")
