# The directives of geoalchemy2.alembic_helpers in batch mode.
# dialects: postgresql
# modes: offline
# needs: geoalchemy2
from alembic import op
from geoalchemy2 import Geometry, alembic_helpers
import sqlalchemy as sa

revision = "package_geoalchemy2_batch"
down_revision = None


def upgrade():
    with op.batch_alter_table("pgb", schema=None) as batch_op:
        batch_op.add_geospatial_column(
            sa.Column("filter", Geometry(spatial_index=False, from_text="ST_GeomFromEWKT", name="geometry"), nullable=True)
        )
        batch_op.create_geospatial_index(
            "idx_pgb_filter", ["filter"], unique=False, postgresql_using="gist", postgresql_ops={}
        )


def downgrade():
    with op.batch_alter_table("pgb", schema=None) as batch_op:
        batch_op.drop_geospatial_index("idx_pgb_filter", postgresql_using="gist", column_name="filter")
        batch_op.drop_geospatial_column("filter")
