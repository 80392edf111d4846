# Adding and dropping constraints of every kind.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "mysql_constraints"
down_revision = None


def upgrade():
    op.create_primary_key("pk_mcn", "mcn", ["id"])
    op.create_primary_key(None, "mcn", ["id", "other"])
    op.create_unique_constraint("uq_mcn", "mcn", ["a", "b"])
    op.create_unique_constraint("uq_mcn2", "mcn", ["order"], schema="other")
    op.create_foreign_key("fk_mcn", "mcn", "parent", ["parent_id"], ["id"], ondelete="CASCADE", onupdate="SET NULL")
    op.create_foreign_key(None, "mcn", "parent", ["a", "b"], ["a", "b"], source_schema="s1", referent_schema="s2")
    op.create_check_constraint("ck_mcn", "mcn", "a > 0")
    op.create_check_constraint("ck_mcn2", "mcn", sa.column("name") != "it's \\ x", schema="other")
    op.create_table(
        "mcn_inside",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a", sa.Integer(), sa.ForeignKey("parent.id", ondelete="SET NULL"), nullable=False),
        sa.Column("b", sa.Boolean(create_constraint=True, name="ck_b")),
        sa.Column("c", sa.Integer(), sa.CheckConstraint("c > 5")),
        sa.ForeignKeyConstraint(["a"], ["other.parent.id"], name="fk_inside"),
        sa.ForeignKeyConstraint(["a"], ["parent.id"], name="fk_later", use_alter=True),
        sa.CheckConstraint("a > 1", name="ck_a"),
        sa.UniqueConstraint("a", name="uq_a"),
        sa.UniqueConstraint("a", "c"),
        sa.Index("ix_ab", "a", "b"),
    )


def downgrade():
    op.drop_constraint("ck_mcn", "mcn", type_="check")
    op.drop_constraint("ck_mcn2", "mcn", type_="check", schema="other")
    op.drop_constraint("fk_mcn", "mcn", type_="foreignkey")
    op.drop_constraint("FK Odd", "mcn", type_="foreignkey", schema="s1")
    op.drop_constraint("uq_mcn", "mcn", type_="unique")
    op.drop_constraint("pk_mcn", "mcn", type_="primary")
    op.drop_constraint(None, "mcn", type_="primary")
    op.drop_constraint(op.f("uq_" + "x" * 70), "mcn", type_="unique")
