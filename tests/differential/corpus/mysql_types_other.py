# Moments, binary data and generic types as MySQL has them.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql

revision = "mysql_types_other"
down_revision = None


def upgrade():
    op.create_table(
        "mto",
        sa.Column("c1", mysql.DATETIME()),
        sa.Column("c2", mysql.DATETIME(fsp=6)),
        sa.Column("c3", mysql.DATETIME(fsp=0)),
        sa.Column("c4", mysql.TIMESTAMP()),
        sa.Column("c5", mysql.TIMESTAMP(fsp=3), nullable=False),
        sa.Column("c6", mysql.TIMESTAMP(timezone=True, fsp=2)),
        sa.Column("c7", mysql.TIME()),
        sa.Column("c8", mysql.TIME(fsp=4)),
        sa.Column("c9", sa.TIMESTAMP()),
        sa.Column("c10", sa.TIMESTAMP(), nullable=False),
        sa.Column("c11", sa.TIMESTAMP(), nullable=True),
        sa.Column("c12", sa.DateTime(timezone=True)),
        sa.Column("c13", sa.Time(timezone=True)),
        sa.Column("c14", sa.Date()),
        sa.Column("c15", sa.Interval()),
        sa.Column("c16", mysql.TINYBLOB()),
        sa.Column("c17", mysql.MEDIUMBLOB()),
        sa.Column("c18", mysql.LONGBLOB()),
        sa.Column("c19", mysql.BLOB()),
        sa.Column("c20", mysql.BLOB(100)),
        sa.Column("c21", mysql.BINARY(16)),
        sa.Column("c22", mysql.VARBINARY(255)),
        sa.Column("c23", sa.BINARY(length=4)),
        sa.Column("c24", sa.BINARY()),
        sa.Column("c25", sa.LargeBinary()),
        sa.Column("c26", sa.LargeBinary(2**24 - 1)),
        sa.Column("c27", sa.PickleType()),
        sa.Column("c28", sa.JSON()),
        sa.Column("c29", sa.Boolean()),
        sa.Column("c30", sa.Float()),
        sa.Column("c31", sa.Float(53)),
        sa.Column("c32", sa.REAL()),
        sa.Column("c33", sa.Numeric(12, 3)),
        sa.Column("c34", sa.DECIMAL(12, 3)),
        sa.Column("c35", sa.BLOB()),
        sa.Column("c36", sa.DATETIME()),
        sa.Column("c37", sa.DATE()),
        sa.Column("c38", sa.TIME()),
        sa.Column("c39", sa.BOOLEAN()),
    )


def downgrade():
    op.drop_table("mto")
