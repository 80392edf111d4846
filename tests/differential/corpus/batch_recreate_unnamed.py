# SQLite: unnamed constraints survive, and are addressed through naming_convention.
# dialects: sqlite
# modes: online
from alembic import op
import sqlalchemy as sa

revision = "batch_recreate_unnamed"
down_revision = None


CONVENTION = {"fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s"}


def upgrade():
    op.create_table("bru_parent", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_table(
        "bru",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("parent_id", sa.Integer(), sa.ForeignKey("bru_parent.id")),
        sa.Column("a", sa.Integer(), unique=True),
        sa.Column("b", sa.Integer()),
        sa.UniqueConstraint("b"),
    )
    with op.batch_alter_table("bru") as batch_op:
        batch_op.add_column(sa.Column("c", sa.Integer(), server_default=sa.text("1")))
    with op.batch_alter_table("bru", naming_convention=CONVENTION) as batch_op:
        batch_op.drop_constraint("fk_bru_parent_id_bru_parent", type_="foreignkey")
        batch_op.drop_constraint("uq_bru_b", type_="unique")


def downgrade():
    op.drop_table("bru")
    op.drop_table("bru_parent")
