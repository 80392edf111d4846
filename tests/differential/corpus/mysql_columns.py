# Columns: comments, defaults with ON UPDATE, computed ones, AUTO_INCREMENT.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql

revision = "mysql_columns"
down_revision = None


def upgrade():
    op.create_table(
        "mco",
        sa.Column("id", mysql.INTEGER(11, unsigned=True), autoincrement=True, nullable=False, comment="the key"),
        sa.Column("a", sa.String(10), server_default="it's", nullable=False, comment="a 'quoted' \\ 100% comment"),
        sa.Column("b", sa.Boolean(), server_default=sa.text("1")),
        sa.Column("c", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("d", sa.Boolean(), server_default=sa.false()),
        sa.Column("e", sa.DateTime(), server_default=sa.func.now()),
        sa.Column("f", sa.DateTime(), server_default=sa.text("CURRENT_TIMESTAMP")),
        sa.Column("g", sa.TIMESTAMP(), server_default=sa.text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP")),
        sa.Column("h", mysql.TIMESTAMP(fsp=6), server_default=sa.text("CURRENT_TIMESTAMP(6)"), nullable=False),
        sa.Column("i", sa.TIMESTAMP(), nullable=True, server_default=sa.func.current_timestamp()),
        sa.Column("j", sa.Integer(), server_default=sa.text("(1 + 2)")),
        sa.Column("k", sa.String(36), server_default=sa.text("uuid()")),
        sa.Column("l", sa.Integer(), sa.Computed("b + 1")),
        sa.Column("m", sa.Integer(), sa.Computed("b + 2", persisted=True), nullable=False),
        sa.Column("n", sa.Integer(), sa.Computed("b + 3", persisted=False), comment=""),
        sa.Column("o", sa.Integer(), server_default="0"),
        sa.Column("p", sa.JSON(), server_default=sa.text("('[]')")),
        sa.Column("q", sa.TIMESTAMP(), server_default=sa.FetchedValue()),
        sa.Column("r", sa.String(20), server_default=""),
        sa.PrimaryKeyConstraint("id"),
    )
    op.add_column("mco", sa.Column("s", sa.String(5), nullable=False, server_default="x", comment="later"))
    op.add_column("mco", sa.Column("t", sa.Integer(), sa.ForeignKey("mco.id", name="fk_mco_t"), index=True))
    op.add_column("mco", sa.Column("u", sa.Integer(), unique=True), schema="other")
    op.add_column("mco", sa.Column("v", sa.Integer(), sa.CheckConstraint("v > 0", name="positive")))
    op.create_table("mco_key", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_table("mco_big", sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False))
    op.create_table(
        "mco_two",
        sa.Column("a", sa.Integer(), primary_key=True),
        sa.Column("b", sa.Integer(), primary_key=True, autoincrement=True),
    )
    op.create_table(
        "mco_pair", sa.Column("a", sa.Integer(), primary_key=True), sa.Column("b", sa.Integer(), primary_key=True)
    )
    op.create_table("mco_text", sa.Column("id", sa.String(36), primary_key=True))
    op.create_table("mco_tiny", sa.Column("id", mysql.TINYINT(unsigned=True), primary_key=True))
    op.create_table("mco_default", sa.Column("id", sa.Integer(), primary_key=True, server_default="7"))
    op.create_table("mco_decimal", sa.Column("id", sa.Numeric(10, 0), primary_key=True))
    op.create_table("mco_identity", sa.Column("id", sa.Integer(), sa.Identity(), primary_key=True))
    op.create_table("mco_using", sa.Column("id", sa.Integer()), sa.PrimaryKeyConstraint("id", mysql_using="HASH"))
    op.add_column("mco_text", sa.Column("n", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_column("mco", "s")
    op.drop_column("mco", "order", schema="other")
    op.drop_table("mco")
