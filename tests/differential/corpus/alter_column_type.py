# Types changed, with and without USING.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "alter_column_type"
down_revision = None


def upgrade():
    op.create_table(
        "act", sa.Column("a", sa.Integer()), sa.Column("b", sa.String(5)), sa.Column("c", sa.Text(), nullable=False)
    )
    op.alter_column("act", "a", existing_type=sa.INTEGER(), type_=sa.BigInteger(), existing_nullable=True)
    op.alter_column("act", "b", type_=sa.Integer(), postgresql_using="b::integer")
    op.alter_column("act", "c", type_=postgresql.JSONB(), postgresql_using="c::jsonb", nullable=True)


def downgrade():
    op.alter_column("act", "c", type_=sa.Text(), nullable=False)
    op.alter_column("act", "b", type_=sa.String(5), postgresql_using="b::varchar")
    op.alter_column("act", "a", existing_type=sa.BigInteger(), type_=sa.INTEGER())
    op.drop_table("act")
