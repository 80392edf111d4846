# The attributes of a type are assigned after it was made.
# modes: offline
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "types_assigned"
down_revision = None

old = sa.Enum("a", "b", name="kind_ta")
new = sa.Enum("a", "b", "c", name="kind_new_ta")
named = postgresql.ENUM("x", name="named_ta")
text = sa.String(20)
number = sa.Numeric(5, 2)
moment = sa.DateTime()
plain = sa.String(length=5, collation=False)


def upgrade():
    bind = op.get_bind()
    new.create(bind, checkfirst=False)
    new.name = "too_late_ta"
    new.drop(bind, checkfirst=False)
    text.length = 30
    number.precision = 9
    number.scale = 1
    moment.timezone = True
    op.create_table(
        "t_ta",
        sa.Column("s", text),
        sa.Column("n", number),
        sa.Column("d", moment),
        sa.Column("p", plain),
    )
    if bind.dialect.name == "postgresql":
        named.create(bind, checkfirst=False)
        named.name = "named_other_ta"
        named.schema = "s"
        named.enums = ["x", "y"]
        named.create(bind, checkfirst=False)
        named.create_type = False
        op.add_column("t_ta", sa.Column("k", named))
        op.create_table("u_ta", sa.Column("k", named))


def downgrade():
    old.name = "kind_old_ta"
    old.create(op.get_bind(), checkfirst=False)
    op.drop_table("t_ta")
