# alter_column: MODIFY, CHANGE and SET DEFAULT, and what is taken over from existing_*.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql

revision = "mysql_alter_column"
down_revision = None


def upgrade():
    op.alter_column("mal", "a", existing_type=sa.String(10), nullable=False)
    op.alter_column("mal", "a", existing_type=sa.String(10), nullable=True)
    op.alter_column("mal", "a", type_=sa.String(20))
    op.alter_column("mal", "a", type_=sa.String(20), existing_type=sa.String(10), existing_nullable=False)
    op.alter_column("mal", "a", type_=sa.Text(), existing_server_default="x", existing_nullable=True)
    op.alter_column("mal", "a", type_=sa.Text(), existing_server_default=sa.text("'y'"))
    op.alter_column("mal", "a", type_=sa.Integer(), existing_server_default=None, server_default=None)
    op.alter_column("mal", "a", new_column_name="b", existing_type=sa.Integer())
    op.alter_column(
        "mal", "a", new_column_name="order", existing_type=sa.Integer(), existing_nullable=False, existing_comment="it's"
    )
    op.alter_column("mal", "a", server_default="5")
    op.alter_column("mal", "a", server_default=sa.text("5"))
    op.alter_column("mal", "a", server_default=None)
    op.alter_column("mal", "a", server_default=None, existing_type=sa.Integer(), existing_server_default="5")
    op.alter_column("mal", "a", server_default=sa.false(), existing_type=sa.Boolean(), nullable=False)
    op.alter_column("mal", "a", existing_type=sa.Integer(), comment="new", existing_comment="old")
    op.alter_column("mal", "a", existing_type=sa.Integer(), comment=None, existing_comment="old")
    op.alter_column("mal", "a", existing_type=sa.Integer(), nullable=False, existing_comment="kept")
    op.alter_column("mal", "a", existing_type=sa.Integer(), autoincrement=True, existing_nullable=False)
    op.alter_column("mal", "a", existing_type=sa.Integer(), autoincrement=False, existing_nullable=False)
    op.alter_column("mal", "a", type_=sa.BigInteger(), existing_autoincrement=True, existing_nullable=False)
    op.alter_column("mal", "a", type_=mysql.LONGTEXT(charset="utf8mb4"), existing_type=sa.Text(), schema="other")
    op.alter_column("mal", "a", existing_type=mysql.ENUM("a", "b"), type_=sa.Enum("a", "b", "c", name="e"))
    op.alter_column("mal", "a", existing_type=sa.Boolean(create_constraint=True, name="ck"), type_=sa.Integer())
    op.alter_column("mal", "a", existing_type=sa.Integer(), type_=sa.Boolean(create_constraint=True, name="ck"))
    op.alter_column("mal", "a", existing_type=sa.Integer())


def downgrade():
    op.alter_column("mal", "a", existing_type=sa.DateTime(), nullable=False)
    op.alter_column("mal", "a", existing_type=sa.DateTime(), server_default=None)
    op.alter_column("mal", "a", existing_type=sa.DateTime(), server_default=sa.func.now())
    op.alter_column("mal", "a", existing_type=sa.DateTime(), type_=mysql.DATETIME(fsp=6), server_default=None)
    op.alter_column("mal", "a", existing_type=sa.TIMESTAMP(), comment="when")
    op.alter_column("mal", "a", existing_type=sa.TIMESTAMP(), existing_server_default=sa.text("CURRENT_TIMESTAMP"))
    op.alter_column("mal", "a", existing_type=sa.Date(), nullable=False)
    op.alter_column(
        "mal", "a", existing_type=mysql.TIMESTAMP(), nullable=False,
        server_default=sa.text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"),
    )
    op.alter_column("mal", "a", existing_type=sa.String(5), existing_server_default=sa.text("('x')"), nullable=True)
