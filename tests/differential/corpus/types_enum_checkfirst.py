# checkfirst asks the database; offline it is always made.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "types_enum_checkfirst"
down_revision = None


def upgrade():
    bind = op.get_bind()
    postgresql.ENUM("a", "b", name="tcf").create(bind, checkfirst=True)
    postgresql.ENUM("a", "b", name="tcf").create(bind, checkfirst=True)
    op.create_table("tcf_table", sa.Column("a", postgresql.ENUM("a", "b", name="tcf", create_type=False)))


def downgrade():
    op.drop_table("tcf_table")
    postgresql.ENUM(name="tcf").drop(op.get_bind(), checkfirst=True)
    postgresql.ENUM(name="tcf").drop(op.get_bind(), checkfirst=True)
