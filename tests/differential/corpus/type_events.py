# Listeners for the attachment of types and columns that add CHECK constraints, as applications' types do.
from alembic import op
import sqlalchemy as sa
from sqlalchemy.event import listens_for
from sqlalchemy.sql.sqltypes import SchemaType

revision = "type_events"
down_revision = None


class Level(sa.TypeDecorator, SchemaType):
    impl = sa.SmallInteger
    cache_ok = True

    def __init__(self, *levels):
        self.levels = levels
        sa.TypeDecorator.__init__(self)
        SchemaType.__init__(self)


@listens_for(Level, "before_parent_attach")
def before(type_, column):
    @listens_for(column, "after_parent_attach")
    def after(col, table):
        number = sa.type_coerce(col, sa.SmallInteger)
        check = sa.CheckConstraint(number.in_(x for x in type_.levels), f"valid_{col.name}")
        check.info["rendered"] = False
        assert check.table is table


def upgrade():
    op.create_table(
        "type_events",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("level", Level(1, 2, 3), nullable=False),
        sa.Column("other", sa.Integer(), sa.ForeignKey("type_events.id")),
        sa.UniqueConstraint("level", name="uq_type_events"),
    )


def downgrade():
    op.drop_table("type_events")
