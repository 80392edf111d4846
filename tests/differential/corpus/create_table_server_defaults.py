# Server defaults: strings, numbers as strings, text, functions, booleans, null, with quotes.
# differs: Alembic 1.8 puts parentheses around functions on SQLite
from alembic import op
import sqlalchemy as sa

revision = "create_table_server_defaults"
down_revision = None


def upgrade():
    op.create_table(
        "sd",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a", sa.Integer(), server_default="12"),
        sa.Column("b", sa.Integer(), server_default=sa.text("12")),
        sa.Column("c", sa.String(20), server_default="it's"),
        sa.Column("d", sa.String(20), server_default=sa.text("'it''s'")),
        sa.Column("e", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("f", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("g", sa.String(5), server_default=sa.null()),
        sa.Column("h", sa.String(5), server_default=""),
        sa.Column("i", sa.String(20), server_default="100%"),
        sa.Column("j", sa.DateTime(), server_default=sa.text("CURRENT_TIMESTAMP")),
        sa.Column("k", sa.DateTime(), server_default=sa.func.current_timestamp()),
        sa.Column("l", sa.DateTime(), server_default=sa.func.now()),
        sa.Column("m", sa.String(5), server_default=sa.literal("lit")),
        sa.Column("n", sa.Integer(), default=5),
        sa.Column("o", sa.DateTime(), default=sa.func.now(), onupdate=sa.func.now()),
        sa.Column("p", sa.Boolean(), server_default="f"),
        sa.Column("q", sa.Boolean(), server_default=sa.sql.expression.false()),
    )


def downgrade():
    op.drop_table("sd")
