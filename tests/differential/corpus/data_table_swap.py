# A data migration: table swap.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import insert, select, table, text

revision = "data_table_swap"
down_revision = None


def upgrade():
    op.create_table("old_ts", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)), sa.Column("junk", sa.Text))
    op.execute("INSERT INTO old_ts (id, name, junk) VALUES (1, 'a', 'x'), (2, 'b', NULL)")
    new = op.create_table("new_ts", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20), nullable=False), sa.Column("created_at", sa.DateTime, server_default=sa.text("'2020-01-01 00:00:00'")))
    old = sa.Table("old_ts", sa.MetaData(), autoload_with=op.get_bind())
    op.execute(new.insert().from_select(["id", "name"], sa.select(old.c.id, old.c.name)))
    op.drop_table("old_ts")
    op.rename_table("new_ts", "old_ts")
    assert sa.inspect(op.get_bind()).get_table_names().count("new_ts") == 0


def downgrade():
    pass
