# Spatial columns with an index elsewhere than on PostGIS.
# dialects: sqlite mysql mariadb
# modes: offline
# needs: geoalchemy2
from alembic import op
from geoalchemy2 import Geometry, alembic_helpers
import sqlalchemy as sa

revision = "package_geoalchemy2_indexed"
down_revision = None


def upgrade():
    op.create_table(
        "pgx",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("geom", Geometry("POLYGON", srid=4326), nullable=False),
    )
    op.add_column("pgx", sa.Column("plain", Geometry("POINT", srid=4326, spatial_index=False), nullable=True))


def downgrade():
    op.drop_column("pgx", "plain")
    op.drop_table("pgx")
