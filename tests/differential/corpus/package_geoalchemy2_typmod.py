# Managed geometry columns, without a type modifier.
# dialects: postgresql
# modes: offline
# needs: geoalchemy2
from alembic import op
from geoalchemy2 import Geometry
import sqlalchemy as sa

revision = "package_geoalchemy2_typmod"
down_revision = None


def upgrade():
    op.create_table(
        "pgt",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("geom", Geometry("POINT", srid=4326, dimension=2, use_typmod=False)),
        sa.Column("name", sa.String(20)),
        schema="gis",
    )
    op.create_table("pgt2", sa.Column("geom", Geometry("POINT", srid=4326, use_typmod=False, spatial_index=False)))


def downgrade():
    op.drop_table("pgt2")
    op.drop_table("pgt", schema="gis")
