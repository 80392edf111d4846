# Indexes of one and several columns, unique, by op.f().
from alembic import op
import sqlalchemy as sa

revision = "create_index"
down_revision = None


def upgrade():
    op.create_table(
        "ci", sa.Column("a", sa.Integer()), sa.Column("b", sa.String(10)), sa.Column("Mixed", sa.Integer())
    )
    op.create_index("ix_ci_a", "ci", ["a"])
    op.create_index(op.f("ix_ci_ab"), "ci", ["a", "b"], unique=True)
    op.create_index("ix_ci_mixed", "ci", ["Mixed"], unique=False)
    op.create_index("Ix_Ci_Upper", table_name="ci", columns=["b"])
    op.create_index(None, "ci", ["b", "a"])


def downgrade():
    op.drop_index("ix_ci_b")
    op.drop_index("Ix_Ci_Upper", table_name="ci")
    op.drop_index("ix_ci_mixed", "ci")
    op.drop_index(op.f("ix_ci_ab"), table_name="ci")
    op.drop_index("ix_ci_a")
    op.drop_table("ci")
