# Foreign keys with every option.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa

revision = "create_foreign_key"
down_revision = None


def upgrade():
    op.create_table("cfk_a", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("x", sa.Integer()))
    op.create_table(
        "cfk_b", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a_id", sa.Integer()), sa.Column("y", sa.Integer())
    )
    op.create_foreign_key("fk_plain", "cfk_b", "cfk_a", ["a_id"], ["id"])
    op.create_foreign_key(
        "fk_all",
        source_table="cfk_b",
        referent_table="cfk_a",
        local_cols=["y"],
        remote_cols=["id"],
        onupdate="CASCADE",
        ondelete="SET NULL",
        deferrable=True,
        initially="DEFERRED",
        match="FULL",
    )
    op.create_foreign_key(None, "cfk_b", "cfk_b", ["y"], ["id"])
    op.create_foreign_key("fk_not_deferrable", "cfk_b", "cfk_a", ["y"], ["id"], deferrable=False, use_alter=True)
    op.create_foreign_key(
        "fk_schema", "cfk_b", "cfk_a", ["y"], ["id"], source_schema="public", referent_schema="public"
    )


def downgrade():
    op.drop_constraint("fk_schema", "cfk_b", type_="foreignkey", schema="public")
    op.drop_constraint("fk_not_deferrable", "cfk_b", type_="foreignkey")
    op.drop_constraint("fk_all", "cfk_b", type_="foreignkey")
    op.drop_constraint("fk_plain", "cfk_b", "foreignkey")
    op.drop_table("cfk_b")
    op.drop_table("cfk_a")
