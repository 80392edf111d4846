# Which integer keys become serials: big, small, with a foreign key, with autoincrement stated.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "create_table_autoincrement"
down_revision = None


def upgrade():
    op.create_table("ai_big", sa.Column("id", sa.BigInteger(), primary_key=True))
    op.create_table("ai_small", sa.Column("id", sa.SmallInteger(), primary_key=True))
    op.create_table("ai_none", sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False))
    op.create_table("ai_foreign", sa.Column("id", sa.Integer(), sa.ForeignKey("ai_big.id"), primary_key=True))
    op.create_table(
        "ai_stated", sa.Column("id", sa.Integer(), sa.ForeignKey("ai_big.id"), primary_key=True, autoincrement=True)
    )
    op.create_table("ai_text", sa.Column("id", sa.String(5), primary_key=True))
    op.create_table("ai_default", sa.Column("id", sa.Integer(), server_default="5", primary_key=True))


def downgrade():
    for name in ("default", "text", "stated", "foreign", "none", "small", "big"):
        op.drop_table(f"ai_{name}")
