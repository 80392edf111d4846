# Identity with no option, always, and every sequence option.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "identity_columns"
down_revision = None


def upgrade():
    op.create_table(
        "idn",
        sa.Column("id", sa.Integer(), sa.Identity(), primary_key=True),
    )
    op.create_table(
        "idn_always",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True, start=10, increment=5), primary_key=True),
        sa.Column(
            "n",
            sa.Integer(),
            sa.Identity(minvalue=1, maxvalue=1000, cycle=True, cache=7),
        ),
    )
    op.create_table("idn_add", sa.Column("id", sa.Integer()))
    op.add_column("idn_add", sa.Column("n", sa.Integer(), sa.Identity(start=3)))


def downgrade():
    op.drop_table("idn_add")
    op.drop_table("idn_always")
    op.drop_table("idn")
