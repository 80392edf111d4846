# Tables reflected with autoload_with and MetaData.reflect.
# modes: online
from alembic import op
import sqlalchemy as sa

revision = "look_metadata_reflection"
down_revision = None


def upgrade():
    bind = op.get_bind()
    op.create_table("lmr", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("v", sa.String(9)))
    table = sa.Table("lmr", sa.MetaData(), autoload_with=bind)
    bind.execute(table.insert().values(id=1, v="one"))
    bind.execute(table.update().where(table.c.id == 1).values(v="uno"))
    op.add_column("lmr", sa.Column("n", sa.Integer()))
    for row in bind.execute(sa.select(table.c.id, table.c.v)).fetchall():
        op.execute(f"UPDATE lmr SET n = {row.id + len(row.v)} WHERE id = {row.id}")


def downgrade():
    op.drop_table("lmr")
