# The same constraints when columns are added and changed.
# dialects: postgresql mysql mariadb
# modes: offline
from alembic import op
import sqlalchemy as sa
from sqlalchemy import event

revision = "type_events_columns"
down_revision = None


class Level(sa.TypeDecorator):
    impl = sa.SmallInteger
    cache_ok = True

    def __init__(self, top):
        self.top = top
        super().__init__()


def before(type_, column):
    event.listen(column, "after_parent_attach", lambda col, table: table.append_constraint(
        sa.CheckConstraint(col <= type_.top, name="top_" + col.name)))


event.listen(Level, "before_parent_attach", before)


def upgrade():
    op.add_column("tec", sa.Column("a", Level(3), nullable=False))
    op.alter_column("tec", "b", type_=Level(4), existing_type=sa.SmallInteger())
    op.alter_column("tec", "b", type_=Level(5), existing_type=Level(4))


def downgrade():
    op.alter_column("tec", "b", type_=sa.SmallInteger(), existing_type=Level(5))
    op.drop_column("tec", "a")
