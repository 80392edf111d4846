# Numbers of sqlalchemy.dialects.mysql with all their arguments.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql

revision = "mysql_types_numeric"
down_revision = None


def upgrade():
    op.create_table(
        "mtn",
        sa.Column("c1", mysql.TINYINT()),
        sa.Column("c2", mysql.TINYINT(1)),
        sa.Column("c3", mysql.TINYINT(display_width=4, unsigned=True)),
        sa.Column("c4", mysql.SMALLINT(6, unsigned=True, zerofill=True)),
        sa.Column("c5", mysql.MEDIUMINT(9)),
        sa.Column("c6", mysql.MEDIUMINT(unsigned=True)),
        sa.Column("c7", mysql.INTEGER(11)),
        sa.Column("c8", mysql.INTEGER(display_width=10, unsigned=True)),
        sa.Column("c9", mysql.INTEGER(zerofill=True)),
        sa.Column("c10", mysql.BIGINT(20, unsigned=True)),
        sa.Column("c11", mysql.BIGINT),
        sa.Column("c12", mysql.NUMERIC(10, 2, unsigned=True)),
        sa.Column("c13", mysql.DECIMAL(12)),
        sa.Column("c14", mysql.DECIMAL(precision=12, scale=4, zerofill=True)),
        sa.Column("c15", mysql.DECIMAL()),
        sa.Column("c16", mysql.DOUBLE()),
        sa.Column("c17", mysql.DOUBLE(10, 3)),
        sa.Column("c18", mysql.DOUBLE(precision=20, scale=5, unsigned=True)),
        sa.Column("c19", mysql.DOUBLE(asdecimal=True)),
        sa.Column("c20", mysql.REAL(8, 2)),
        sa.Column("c21", mysql.FLOAT()),
        sa.Column("c22", mysql.FLOAT(12)),
        sa.Column("c23", mysql.FLOAT(12, 2)),
        sa.Column("c24", mysql.FLOAT(unsigned=True)),
        sa.Column("c25", mysql.BIT()),
        sa.Column("c26", mysql.BIT(7)),
        sa.Column("c27", mysql.YEAR()),
        sa.Column("c28", mysql.YEAR(4)),
        sa.Column("c29", mysql.BOOLEAN()),
        sa.Column("c30", mysql.DATE()),
    )


def downgrade():
    op.drop_table("mtn")
