# Arrays: generic, of a dialect, with dimensions, of types with arguments.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "types_arrays"
down_revision = None


def upgrade():
    op.create_table(
        "ta",
        sa.Column("c1", sa.ARRAY(sa.Integer())),
        sa.Column("c2", postgresql.ARRAY(sa.String(length=20))),
        sa.Column("c3", postgresql.ARRAY(sa.Text(), dimensions=2)),
        sa.Column("c4", postgresql.ARRAY(postgresql.UUID(as_uuid=True))),
        sa.Column("c5", postgresql.ARRAY(sa.Numeric(5, 2))),
        sa.Column("c6", postgresql.ARRAY(sa.DateTime(timezone=True))),
        sa.Column("c7", postgresql.ARRAY(sa.String(5, collation="C"))),
        sa.Column("c8", postgresql.ARRAY(sa.String), nullable=False),
    )


def downgrade():
    op.drop_table("ta")
