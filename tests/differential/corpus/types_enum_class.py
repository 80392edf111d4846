# An Enum from a Python class: its names, or its values by values_callable.
import enum

from alembic import op
import sqlalchemy as sa

revision = "types_enum_class"
down_revision = None


class Colour(enum.Enum):
    RED = "red"
    DARK_BLUE = "dark blue"


class Level(str, enum.Enum):
    low = "LOW"
    high = "HIGH"


def upgrade():
    op.create_table(
        "tec",
        sa.Column("a", sa.Enum(Colour, name="tec_colour")),
        sa.Column("b", sa.Enum(Level)),
        sa.Column("c", sa.Enum(Colour, name="tec_values", values_callable=lambda e: [m.value for m in e])),
    )


def downgrade():
    op.drop_table("tec")
    for name in ("tec_colour", "level", "tec_values"):
        sa.Enum(name=name).drop(op.get_bind(), checkfirst=False)
