# Scripts that ask before they act: has_table, table and column names.
# modes: online
from alembic import op
import sqlalchemy as sa

revision = "look_has_table"
down_revision = None


def upgrade():
    inspector = sa.inspect(op.get_bind())
    if not inspector.has_table("lht"):
        op.create_table("lht", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Integer()))
    inspector = sa.inspect(op.get_bind())
    if "lht" in inspector.get_table_names():
        columns = [column["name"] for column in inspector.get_columns("lht")]
        if "b" not in columns:
            op.add_column("lht", sa.Column("b", sa.String(10)))
        op.execute("INSERT INTO lht (a, b) VALUES (1, '%s')" % ",".join(columns))
    if op.get_bind().dialect.has_table(op.get_bind(), "no_such_table"):
        raise RuntimeError("there is no such table")


def downgrade():
    if "lht" in sa.inspect(op.get_bind()).get_table_names():
        op.drop_table("lht")
