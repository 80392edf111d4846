"""A TypeDecorator that asks the dialect for its type of a number."""
# modes: offline
# needs: SQLAlchemy 2.0
import sqlalchemy as sa
from alembic import op

revision = "type_descriptor"
down_revision = None


class Moment(sa.types.TypeDecorator):
    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name in ("mysql", "mariadb", "postgresql"):
            return dialect.type_descriptor(sa.types.DECIMAL(precision=20, scale=6, asdecimal=True))
        return dialect.type_descriptor(self.impl)


def upgrade():
    op.create_table("described", sa.Column("at", Moment()), sa.Column("n", sa.DECIMAL(5)))


def downgrade():
    op.drop_table("described")
