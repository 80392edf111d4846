# Types that a script defines: UserDefinedType and TypeDecorator.
from alembic import op
import sqlalchemy as sa

revision = "types_user_defined"
down_revision = None


class Circle(sa.types.UserDefinedType):
    cache_ok = True

    def __init__(self, size=None):
        self.size = size

    def get_col_spec(self, **kw):
        return "VARCHAR(%d)" % self.size if self.size else "TEXT"


class Slug(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True


class Money(sa.types.TypeDecorator):
    impl = sa.Numeric(12, 2)
    cache_ok = True


def upgrade():
    op.create_table(
        "tud",
        sa.Column("a", Circle()),
        sa.Column("b", Circle(7)),
        sa.Column("c", Slug(40)),
        sa.Column("d", Slug),
        sa.Column("e", Money()),
    )


def downgrade():
    op.drop_table("tud")
