# LTREE of sqlalchemy_utils is PostgreSQL's alone.
# dialects: postgresql sqlite mysql mariadb
# modes: offline
# needs: sqlalchemy_utils
from alembic import op
import sqlalchemy as sa
import sqlalchemy_utils

revision = "package_sqlalchemy_utils_ltree"
down_revision = None


def upgrade():
    op.create_table("psul", sa.Column("path", sqlalchemy_utils.types.ltree.LtreeType(), nullable=False))
    op.create_index("psul_path", "psul", ["path"], postgresql_using="gist")


def downgrade():
    op.add_column("psul", sa.Column("other", sqlalchemy_utils.LtreeType))
