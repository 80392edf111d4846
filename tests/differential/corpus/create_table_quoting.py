# Names that must be quoted: reserved words, upper case, blanks, digits, a quote.
from alembic import op
import sqlalchemy as sa

revision = "create_table_quoting"
down_revision = None


def upgrade():
    op.create_table(
        "order",
        sa.Column("user", sa.Integer(), primary_key=True),
        sa.Column("CamelCase", sa.Integer()),
        sa.Column("with blank", sa.Integer()),
        sa.Column("1st", sa.Integer()),
        sa.Column('quo"te', sa.Integer()),
        sa.Column("per%cent", sa.Integer()),
        sa.Column("dollar$", sa.Integer()),
        sa.Column("$first", sa.Integer()),
        sa.Column("_under", sa.Integer()),
        sa.Column("key", sa.Integer()),
        sa.Column("value", sa.Integer()),
        sa.Column("group", sa.Integer(), nullable=False),
        sa.UniqueConstraint("CamelCase", "group", name="Uq_Order"),
    )
    op.create_index("Ix Order", "order", ["user", "CamelCase"])


def downgrade():
    op.drop_index("Ix Order", table_name="order")
    op.drop_table("order")
