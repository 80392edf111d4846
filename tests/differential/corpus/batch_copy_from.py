# A table made anew offline from a given definition.
# dialects: sqlite
from alembic import op
import sqlalchemy as sa

revision = "batch_copy_from"
down_revision = None


def upgrade():
    op.create_table(
        "bcf", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Integer()), sa.Column("b", sa.String(5))
    )
    op.execute("INSERT INTO bcf VALUES (1, 2, 'x')")
    shape = sa.Table(
        "bcf",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a", sa.Integer()),
        sa.Column("b", sa.String(5)),
    )
    with op.batch_alter_table("bcf", copy_from=shape) as batch_op:
        batch_op.alter_column("a", type_=sa.String(20), nullable=False)
        batch_op.add_column(sa.Column("c", sa.Integer(), server_default="3"))
        batch_op.create_unique_constraint("uq_bcf_b", ["b"])
        batch_op.create_index("ix_bcf_a", ["a"])


def downgrade():
    op.drop_table("bcf")
