# if_exists and if_not_exists.
# dialects: mysql mariadb
# needs: Alembic 1.12
from alembic import op
import sqlalchemy as sa

revision = "mysql_if_exists"
down_revision = None


def upgrade():
    op.create_table("mie", sa.Column("a", sa.Integer()), if_not_exists=True)
    op.create_index("ix_mie", "mie", ["a"], if_not_exists=True)
    op.add_column("mie", sa.Column("b", sa.Integer()), if_not_exists=True)


def downgrade():
    op.drop_constraint("uq", "mie", type_="unique", if_exists=True)
    op.drop_constraint("fk", "mie", type_="foreignkey", if_exists=True)
    op.drop_constraint("ck", "mie", type_="check", if_exists=True)
    op.drop_column("mie", "b", if_exists=True)
    op.drop_index("ix_mie", "mie", if_exists=True)
    op.drop_table("mie", if_exists=True)
