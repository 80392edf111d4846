# SQLite: named constraints added and dropped, indexes kept.
# dialects: sqlite
# modes: online
from alembic import op
import sqlalchemy as sa

revision = "batch_recreate_constraints"
down_revision = None


def upgrade():
    op.create_table("brk_parent", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_table(
        "brk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer()),
        sa.Column("code", sa.String(5), nullable=False),
        sa.CheckConstraint("length(code) < 6", name="ck_brk_code"),
        sa.ForeignKeyConstraint(["parent_id"], ["brk_parent.id"], name="fk_brk_parent", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_brk"),
        sa.UniqueConstraint("code", name="uq_brk_code"),
    )
    op.create_index("ix_brk_parent", "brk", ["parent_id"])
    op.execute("INSERT INTO brk_parent VALUES (1)")
    op.execute("INSERT INTO brk VALUES (1, 1, 'a'), (2, NULL, 'b')")
    with op.batch_alter_table("brk") as batch_op:
        batch_op.drop_constraint("uq_brk_code", type_="unique")
        batch_op.create_unique_constraint("uq_brk_both", ["parent_id", "code"])
        batch_op.create_check_constraint("ck_brk_id", "id > 0")
    with op.batch_alter_table("brk") as batch_op:
        batch_op.drop_constraint("fk_brk_parent", type_="foreignkey")
        batch_op.create_foreign_key("fk_brk_new", "brk_parent", ["parent_id"], ["id"], onupdate="CASCADE")
        batch_op.create_index("ix_brk_code", ["code"], unique=True)


def downgrade():
    with op.batch_alter_table("brk") as batch_op:
        batch_op.drop_index("ix_brk_code")
        batch_op.drop_constraint("fk_brk_new", type_="foreignkey")
        batch_op.drop_constraint("ck_brk_id", type_="check")
    op.drop_table("brk")
    op.drop_table("brk_parent")
