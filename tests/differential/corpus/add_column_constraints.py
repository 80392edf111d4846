# Added columns with foreign key, unique, index and check.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "add_column_constraints"
down_revision = None


def upgrade():
    op.create_table("acc", sa.Column("id", sa.Integer(), primary_key=True))
    op.add_column("acc", sa.Column("a", sa.Integer(), sa.ForeignKey("acc.id")))
    op.add_column("acc", sa.Column("b", sa.Integer(), sa.ForeignKey("acc.id", name="fk_acc_b", ondelete="CASCADE")))
    op.add_column("acc", sa.Column("c", sa.Integer(), unique=True))
    op.add_column("acc", sa.Column("d", sa.Integer(), index=True))
    op.add_column("acc", sa.Column("e", sa.Integer(), index=True, unique=True))
    op.add_column("acc", sa.Column("f", sa.Integer(), sa.CheckConstraint("f > 0", name="ck_acc_f")))


def downgrade():
    op.drop_table("acc")
