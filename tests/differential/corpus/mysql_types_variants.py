# with_variant() for one of the two, or for both.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql

revision = "mysql_types_variants"
down_revision = None


def upgrade():
    long_text = sa.Text().with_variant(mysql.LONGTEXT(), "mysql")
    op.create_table(
        "mtv",
        sa.Column("a", long_text),
        sa.Column("b", sa.Text().with_variant(mysql.MEDIUMTEXT(), "mysql").with_variant(mysql.LONGTEXT(), "mariadb")),
        sa.Column("c", sa.DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql")),
        sa.Column("d", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("e", sa.String(3).with_variant(sa.TIMESTAMP(), "mariadb")),
    )
    op.add_column("mtv", sa.Column("f", long_text, nullable=False))


def downgrade():
    op.drop_table("mtv")
