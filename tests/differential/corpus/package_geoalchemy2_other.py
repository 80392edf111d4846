# Spatial columns elsewhere than on PostGIS.
# dialects: sqlite mysql mariadb
# modes: offline
# needs: geoalchemy2
from alembic import op
from geoalchemy2 import Geometry, alembic_helpers
import sqlalchemy as sa

revision = "package_geoalchemy2_other"
down_revision = None


def upgrade():
    op.create_table(
        "pgo",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("geom", Geometry("POINT", srid=4326, spatial_index=False), nullable=True),
        sa.Column("name", sa.String(20)),
    )


def downgrade():
    op.drop_table("pgo")
