# SQLite: which reflected types stay as they are.
# dialects: sqlite
# modes: online
from alembic import op
import sqlalchemy as sa

revision = "batch_recreate_types"
down_revision = None


def upgrade():
    op.execute(
        """
        CREATE TABLE brt (
            a INTEGER PRIMARY KEY, b BIGINT, c VARCHAR(20) NOT NULL DEFAULT 'x', d TEXT, e NUMERIC(10, 2), f FLOAT,
            g BOOLEAN, h DATETIME, i DATE, j TIME, k BLOB, l JSON, m CHAR(4), n SMALLINT, o REAL, p DECIMAL(5, 1),
            q TIMESTAMP, r "DOUBLE PRECISION", s NVARCHAR(5), t UNKNOWN_TYPE
        )
        """
    )
    with op.batch_alter_table("brt", recreate="always") as batch_op:
        batch_op.alter_column("d", nullable=False, existing_type=sa.Text())


def downgrade():
    op.drop_table("brt")
