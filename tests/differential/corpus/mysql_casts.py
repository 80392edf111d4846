# CAST knows few types; others are left out.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql

revision = "mysql_casts"
down_revision = None

a = sa.column("a")
TYPES = [
    sa.Integer(), sa.BigInteger(), mysql.INTEGER(unsigned=True), mysql.TINYINT(1), sa.String(), sa.String(10), sa.Text(),
    sa.Unicode(5), mysql.VARCHAR(5, charset="utf8mb4"), mysql.CHAR(5, collation="utf8mb4_bin"), mysql.LONGTEXT(),
    sa.DateTime(), sa.Date(), sa.Time(), sa.TIMESTAMP(), mysql.DATETIME(fsp=6), mysql.TIME(fsp=3), sa.LargeBinary(),
    sa.BINARY(5), sa.JSON(), sa.Numeric(), sa.Numeric(10, 2), sa.DECIMAL(5), mysql.DECIMAL(5, 2, unsigned=True), sa.Float(),
    sa.Boolean(), mysql.BIT(), mysql.YEAR(), mysql.DOUBLE(), sa.Enum("a", "b", name="e"), mysql.SET("a"), sa.Interval(),
    sa.Enum("a", "bcd", name="f", native_enum=False), sa.SmallInteger(), sa.CHAR(3), mysql.NCHAR(3), sa.NUMERIC(4, 1),
]


def upgrade():
    t = sa.table("mca", sa.column("x"), a)
    for type_ in TYPES:
        op.execute(t.update().values(x=sa.cast(t.c.a, type_)))
    op.execute(t.update().values(x=sa.cast(t.c.a + 1, sa.Integer())))
    op.execute(t.update().values(x=sa.cast(t.c.a + 1, sa.Boolean())))
    op.execute(t.update().values(x=sa.cast("it's", sa.String(5))))
    op.execute(t.update().values(x=sa.type_coerce(t.c.a, sa.String()) + "x"))
    op.create_table("mca2", sa.Column("a", sa.JSON(), server_default=sa.cast("x", sa.String(5))))


def downgrade():
    pass
