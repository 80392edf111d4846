# Spatial columns of GeoAlchemy2 in plain directives: the index comes with the type.
# dialects: postgresql
# modes: offline
# needs: geoalchemy2
from alembic import op
import geoalchemy2
from geoalchemy2 import Geography, Geometry, Raster
from geoalchemy2.types import Geometry as GeometryType
import sqlalchemy as sa

revision = "package_geoalchemy2"
down_revision = None


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.create_table(
        "pg1",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "geom",
            geoalchemy2.types.Geometry(
                geometry_type="MULTIPOLYGON", srid=4326, from_text="ST_GeomFromEWKT", name="geometry"
            ),
            nullable=False,
        ),
        sa.Column("plain", geoalchemy2.types.Geometry(geometry_type="POINT", srid=4326, spatial_index=False)),
        sa.Column("place", Geography("POINT", 4326, spatial_index=False, from_text="ST_GeogFromText", name="geography"), nullable=True),
        sa.Column("other", Geography(geometry_type="POLYGON", srid=-1, spatial_index=False)),
        sa.Column("any", Geometry(spatial_index=False)),
        sa.Column("untyped", Geometry(geometry_type=None, spatial_index=False)),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("place", name="pg1_place"),
    )
    op.create_index("pg1_plain", "pg1", ["plain"], unique=False, postgresql_using="gist")
    op.create_index("idx_pg1_any", "pg1", ["any"], unique=False, postgresql_using="gist", if_not_exists=True)
    op.add_column("pg1", sa.Column("added", Geometry("POINT", srid=4326), nullable=True))
    op.add_column("pg1", sa.Column("nullless", Geometry("POINT", srid=4326, nullable=False, spatial_index=False)))
    op.create_table("pg3", sa.Column("z", GeometryType("linestringz", srid=3857, dimension=3, use_N_D_index=True)))
    op.create_table("pg2", sa.Column("rast", Raster(spatial_index=False)), sa.Column("r", Raster, nullable=True))


def downgrade():
    op.drop_table("pg2")
    op.drop_table("pg3")
    op.drop_index("idx_pg1_any", table_name="pg1", postgresql_using="gist")
    op.alter_column("pg1", "plain", existing_type=Geometry("POINT", 4326), type_=Geometry("LINESTRING", 4326))
    op.drop_column("pg1", "added")
    op.drop_table("pg1")
