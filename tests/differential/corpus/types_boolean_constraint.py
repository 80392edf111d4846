# Boolean and Enum with create_constraint: checks come and go with the type.
from alembic import op
import sqlalchemy as sa

revision = "types_boolean_constraint"
down_revision = None


def upgrade():
    op.create_table(
        "tbc",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a", sa.Boolean(create_constraint=True, name="ck_tbc_a")),
        sa.Column("b", sa.Boolean(create_constraint=True)),
    )


def downgrade():
    op.drop_table("tbc")
