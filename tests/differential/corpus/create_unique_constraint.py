# Unique constraints of one and more columns, deferrable.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "create_unique_constraint"
down_revision = None


def upgrade():
    op.create_table("cuc", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()))
    op.create_unique_constraint("uq_cuc_a", "cuc", ["a"])
    op.create_unique_constraint(op.f("uq_cuc_ab"), "cuc", ["a", "b"], deferrable=True, initially="IMMEDIATE")
    op.create_unique_constraint(None, "cuc", ["b"])


def downgrade():
    op.drop_constraint("cuc_b_key", "cuc", type_="unique")
    op.drop_constraint(op.f("uq_cuc_ab"), "cuc", type_="unique")
    op.drop_constraint("uq_cuc_a", "cuc", type_="unique")
    op.drop_table("cuc")
