# Strings of sqlalchemy.dialects.mysql: character sets, collations, national ones, ENUM and SET.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql

revision = "mysql_types_text"
down_revision = None


def upgrade():
    op.create_table(
        "mtt",
        sa.Column("c1", mysql.VARCHAR(10)),
        sa.Column("c2", mysql.VARCHAR(length=10, charset="latin1")),
        sa.Column("c3", mysql.VARCHAR(10, collation="utf8mb4_unicode_ci")),
        sa.Column("c4", mysql.VARCHAR(10, charset="utf8mb4", collation="utf8mb4_bin")),
        sa.Column("c5", mysql.VARCHAR(10, national=True)),
        sa.Column("c6", mysql.VARCHAR(10, national=True, collation="utf8_general_ci")),
        sa.Column("c7", mysql.VARCHAR(10, ascii=True)),
        sa.Column("c8", mysql.VARCHAR(10, unicode=True, binary=True)),
        sa.Column("c9", mysql.VARCHAR(10, binary=True)),
        sa.Column("c10", mysql.CHAR(3)),
        sa.Column("c11", mysql.CHAR(36, collation="ascii_bin")),
        sa.Column("c12", mysql.CHAR()),
        sa.Column("c13", mysql.NVARCHAR(5)),
        sa.Column("c14", mysql.NCHAR(5)),
        sa.Column("c15", mysql.NCHAR()),
        sa.Column("c16", mysql.TEXT()),
        sa.Column("c17", mysql.TEXT(1000)),
        sa.Column("c18", mysql.TEXT(charset="utf8mb4", collation="utf8mb4_unicode_ci")),
        sa.Column("c19", mysql.TINYTEXT()),
        sa.Column("c20", mysql.MEDIUMTEXT(charset="latin1")),
        sa.Column("c21", mysql.LONGTEXT()),
        sa.Column("c22", mysql.LONGTEXT(collation="utf8mb4_bin")),
        sa.Column("c23", mysql.ENUM("a", "b")),
        sa.Column("c24", mysql.ENUM("it's", "100%", name="named")),
        sa.Column("c25", mysql.ENUM("a", "b", charset="latin1", collation="latin1_bin")),
        sa.Column("c26", mysql.SET("x", "y", "z")),
        sa.Column("c27", mysql.SET("x", "y", charset="utf8mb4")),
        sa.Column("c28", mysql.JSON()),
        sa.Column("c29", sa.Enum("one", "two", "it's", name="e1")),
        sa.Column("c30", sa.Enum("one", "three", name="e2", native_enum=False)),
        sa.Column("c31", sa.Enum("one", "three", name="e3", native_enum=False, length=20, create_constraint=True)),
        sa.Column("c32", sa.String(5, collation="utf8mb4_bin")),
        sa.Column("c33", sa.Text(collation="utf8mb4_bin")),
        sa.Column("c34", sa.Text(65535)),
        sa.Column("c35", sa.Text(length=16777216)),
        sa.Column("c36", sa.Unicode(5)),
        sa.Column("c37", sa.UnicodeText()),
        sa.Column("c38", sa.NVARCHAR(5)),
        sa.Column("c39", sa.NCHAR(5)),
        sa.Column("c40", sa.CLOB()),
    )


def downgrade():
    op.drop_table("mtt")
