# create_table_comment and drop_table_comment.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "table_comment_directives"
down_revision = None


def upgrade():
    op.create_table("tcd", sa.Column("id", sa.Integer(), primary_key=True), comment="old")
    op.create_table_comment("tcd", "new", existing_comment="old")
    op.drop_table_comment("tcd", existing_comment="new")
    op.create_table_comment("tcd", "last", existing_comment=None, schema=None)


def downgrade():
    op.create_table_comment("tcd", "old", existing_comment="last")
    op.drop_table("tcd")
