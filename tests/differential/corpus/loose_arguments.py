"""What scripts give, and SQLAlchemy and Alembic take as it is: functions for types, arguments of dialects that nobody
knows, a Column in place of its name, op._proxy."""
# modes: offline
# needs: SQLAlchemy 2.0
import sqlalchemy as sa
from alembic import op

revision = "loose_arguments"
down_revision = None


def Integer():
    return sa.Integer()


def Money(precision=9):
    return sa.Numeric(precision, 2)


TABLE = sa.Table("loose_source", sa.MetaData(), sa.Column("a", sa.JSON, default_factory=list))


def upgrade():
    op.create_table(
        "loose", sa.Column("id", sa.BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
        sa.Column("n", sa.Integer, no_dialect=5))
    op.alter_column("loose", sa.Column("n", sa.Boolean(), server_default="False", nullable=False))
    if op._proxy.migration_context.dialect.name == op.get_context().dialect.name:
        op.execute(sa.select(sa.cast(sa.column("a"), Money), TABLE.c.a))


def downgrade():
    op.drop_table("loose")
