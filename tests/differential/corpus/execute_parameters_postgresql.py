"""The parameters of PostgreSQL's own types are cast."""
# dialects: postgresql
# modes: offline
# needs: SQLAlchemy 2.0
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "execute_parameters_postgresql"
down_revision = None

TYPES = [
    sa.JSON, postgresql.JSON, postgresql.JSONB, sa.Uuid, postgresql.UUID, sa.UUID, sa.ARRAY(sa.Integer),
    postgresql.ARRAY(sa.String(5)), postgresql.ARRAY(sa.Integer, dimensions=2), sa.Enum("a", name="one"), sa.Interval,
    postgresql.INTERVAL, sa.LargeBinary, sa.DateTime(True), sa.Numeric(3, 1), postgresql.INET, postgresql.HSTORE,
    postgresql.INT4RANGE, postgresql.TSTZRANGE, postgresql.INT4MULTIRANGE, postgresql.ARRAY(postgresql.UUID),
    postgresql.ARRAY(sa.Enum("x", name="other")), sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
]
TABLE = sa.Table(
    "execute_types", sa.MetaData(), *[sa.Column(f"c{number}", type_) for number, type_ in enumerate(TYPES)])


def upgrade():
    op.get_bind().execute(TABLE.insert(), {"c1": {}})


def downgrade():
    op.get_bind().execute(TABLE.update(), {"c1": {}})
