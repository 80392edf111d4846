# SQLite: the check of a Boolean or Enum column goes with its type.
# dialects: sqlite
# modes: online
from alembic import op
import sqlalchemy as sa

revision = "batch_recreate_boolean_check"
down_revision = None


def upgrade():
    op.create_table(
        "brb",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a", sa.Boolean(create_constraint=True, name="ck_brb_a")),
        sa.Column("b", sa.Enum("x", "y", name="ck_brb_b", create_constraint=True)),
    )
    with op.batch_alter_table("brb") as batch_op:
        batch_op.alter_column(
            "a", existing_type=sa.Boolean(create_constraint=True, name="ck_brb_a"), type_=sa.Integer()
        )
        batch_op.alter_column(
            "b",
            existing_type=sa.Enum("x", "y", name="ck_brb_b", create_constraint=True),
            type_=sa.Enum("x", "y", "z", name="ck_brb_b", create_constraint=True),
        )


def downgrade():
    op.drop_table("brb")
