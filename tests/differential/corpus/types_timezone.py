# Times with and without zone, interval fields and precisions.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "types_timezone"
down_revision = None


def upgrade():
    op.create_table(
        "tz",
        sa.Column("c1", sa.DateTime(timezone=True)),
        sa.Column("c2", sa.Time(timezone=True)),
        sa.Column("c3", sa.TIMESTAMP(timezone=True)),
        sa.Column("c4", sa.TIMESTAMP()),
        sa.Column("c5", postgresql.TIMESTAMP(timezone=True, precision=3)),
        sa.Column("c6", postgresql.TIMESTAMP(precision=0)),
        sa.Column("c7", postgresql.TIME(timezone=True, precision=2)),
        sa.Column("c8", postgresql.INTERVAL()),
        sa.Column("c9", postgresql.INTERVAL(fields="DAY TO SECOND", precision=3)),
        sa.Column("c10", sa.Interval(native=True)),
        sa.Column("c11", sa.Interval(second_precision=4)),
        sa.Column("c12", sa.TIME()),
    )


def downgrade():
    op.drop_table("tz")
