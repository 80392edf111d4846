# TSVECTOR and ranges of sqlalchemy_utils are PostgreSQL's.
# dialects: postgresql
# modes: offline
# needs: sqlalchemy_utils
from alembic import op
import sqlalchemy as sa
import sqlalchemy_utils
from sqlalchemy_utils import TSVectorType
from sqlalchemy_utils.types.ltree import LQUERY, LTXTQUERY

revision = "package_sqlalchemy_utils_search"
down_revision = None


def upgrade():
    op.create_table(
        "psus",
        sa.Column("search", TSVectorType("name", weights={"name": "A"}), nullable=True),
        sa.Column("a", LQUERY()),
        sa.Column("b", LTXTQUERY()),
    )
    op.create_index("psus_search", "psus", ["search"], postgresql_using="gin")


def downgrade():
    op.drop_table("psus")
