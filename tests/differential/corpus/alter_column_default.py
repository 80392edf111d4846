# Server defaults set, replaced and dropped.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "alter_column_default"
down_revision = None


def upgrade():
    op.create_table("acd", sa.Column("a", sa.Integer()), sa.Column("b", sa.String(5)), sa.Column("c", sa.DateTime()))
    op.alter_column("acd", "a", server_default="5")
    op.alter_column("acd", "a", server_default=sa.text("6"), existing_server_default="5")
    op.alter_column("acd", "b", server_default="x", existing_type=sa.String(5))
    op.alter_column("acd", "b", server_default=None)
    op.alter_column("acd", "b", server_default=False)
    op.alter_column("acd", "c", server_default=sa.func.now())
    op.alter_column("acd", "c", server_default=sa.text("now()"))


def downgrade():
    op.alter_column("acd", "c", server_default=None)
    op.alter_column("acd", "a", server_default=None, existing_server_default=sa.text("6"))
    op.drop_table("acd")
