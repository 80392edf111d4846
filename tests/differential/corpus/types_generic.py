# Every generic type.
from alembic import op
import sqlalchemy as sa

revision = "types_generic"
down_revision = None


def upgrade():
    op.create_table(
        "tg",
        sa.Column("c1", sa.Integer()),
        sa.Column("c2", sa.SmallInteger()),
        sa.Column("c3", sa.BigInteger()),
        sa.Column("c4", sa.String()),
        sa.Column("c5", sa.String(10)),
        sa.Column("c6", sa.Text()),
        sa.Column("c7", sa.Unicode(10)),
        sa.Column("c8", sa.UnicodeText()),
        sa.Column("c9", sa.Boolean()),
        sa.Column("c10", sa.Float()),
        sa.Column("c11", sa.Float(precision=20)),
        sa.Column("c12", sa.Numeric()),
        sa.Column("c13", sa.Numeric(10)),
        sa.Column("c14", sa.Numeric(precision=10, scale=2)),
        sa.Column("c15", sa.Date()),
        sa.Column("c16", sa.Time()),
        sa.Column("c17", sa.DateTime()),
        sa.Column("c18", sa.LargeBinary()),
        sa.Column("c19", sa.LargeBinary(length=20)),
        sa.Column("c20", sa.PickleType()),
        sa.Column("c21", sa.JSON()),
        sa.Column("c22", sa.Interval()),
        sa.Column("c23", sa.Integer),
        sa.Column("c24", sa.String),
    )


def downgrade():
    op.drop_table("tg")
