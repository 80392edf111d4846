# Table options: engine, character set, collation, comment, directories; those of the other dialect do not count.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "mysql_table_options"
down_revision = None


def upgrade():
    op.create_table("mopt1", sa.Column("a", sa.Integer()), mysql_engine="InnoDB", mariadb_engine="Aria")
    op.create_table(
        "mopt2",
        sa.Column("a", sa.Integer()),
        mysql_engine="InnoDB",
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_unicode_ci",
        mariadb_engine="InnoDB",
        mariadb_default_charset="utf8mb4",
        mariadb_collate="utf8mb4_bin",
        comment="it's 100% \\ done",
    )
    op.create_table(
        "mopt3",
        sa.Column("a", sa.Integer()),
        mysql_default_charset="utf8",
        mysql_row_format="DYNAMIC",
        mysql_key_block_size="8",
        mysql_auto_increment="100",
        mysql_tablespace="ts",
        mysql_data_directory="/tmp",
        mysql_default_collate="utf8_bin",
        mariadb_page_checksum="1",
        sqlite_autoincrement=True,
    )
    op.create_table("mopt4", sa.Column("a", sa.Integer()), mysql_ENGINE="InnoDB", mysql_CHARACTER_SET="utf8")
    op.create_table(
        "mopt5",
        sa.Column("a", sa.Integer()),
        mysql_partition_by="HASH(a)",
        mysql_partitions="4",
        mysql_subpartition_by="KEY(a)",
        mysql_subpartitions="2",
        mysql_engine="InnoDB",
        mariadb_partition_by="HASH(a)",
    )


def downgrade():
    for number in range(5, 0, -1):
        op.drop_table(f"mopt{number}")
