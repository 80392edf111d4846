# Spatial columns in a schema; a table with an index of its own.
# dialects: postgresql
# modes: offline
# needs: geoalchemy2
from alembic import op
from geoalchemy2 import Geometry
import sqlalchemy as sa

revision = "package_geoalchemy2_schema"
down_revision = None


def upgrade():
    op.create_table(
        "pgs",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("geom", Geometry("POINT", srid=4326)),
        sa.Column("name", sa.String(20)),
        schema="tiger",
    )


def downgrade():
    op.drop_table("pgs", schema="tiger")
