# Type-bound checks are dropped and added around a change of type.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "alter_column_boolean_check"
down_revision = None


def upgrade():
    op.create_table("acb", sa.Column("a", sa.String(3), nullable=False))
    op.alter_column(
        "acb",
        "a",
        existing_type=sa.String(3),
        type_=sa.Enum("yes", "no", name="ck_acb", native_enum=False, create_constraint=True),
    )


def downgrade():
    op.alter_column(
        "acb",
        "a",
        existing_type=sa.Enum("yes", "no", name="ck_acb", native_enum=False, create_constraint=True),
        type_=sa.String(3),
    )
    op.drop_table("acb")
