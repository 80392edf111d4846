# Foreign keys: deferrable, initially, match, on delete and update, to itself, with use_alter.
from alembic import op
import sqlalchemy as sa

revision = "create_table_foreign_key_options"
down_revision = None


def upgrade():
    op.create_table(
        "fko_parent",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("parent_id", sa.Integer(), sa.ForeignKey("fko_parent.id", ondelete="SET NULL")),
    )
    op.create_table(
        "fko_child",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a", sa.Integer(), sa.ForeignKey("fko_parent.id", deferrable=True, initially="DEFERRED")),
        sa.Column("b", sa.Integer(), sa.ForeignKey("fko_parent.id", deferrable=False)),
        sa.Column("c", sa.Integer()),
        sa.Column("d", sa.Integer()),
        sa.ForeignKeyConstraint(["c"], ["fko_parent.id"], match="FULL", onupdate="RESTRICT", ondelete="NO ACTION"),
        sa.ForeignKeyConstraint(["d"], ["fko_parent.id"], name="fk_fko_alter", use_alter=True),
    )


def downgrade():
    op.drop_table("fko_child")
    op.drop_table("fko_parent")
