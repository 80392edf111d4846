# Defaults with casts and functions of PostgreSQL.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "server_defaults_postgresql"
down_revision = None


def upgrade():
    op.create_table(
        "sdpg",
        sa.Column("id", postgresql.UUID(as_uuid=True), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("a", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("b", postgresql.ARRAY(sa.String()), server_default="{}", nullable=False),
        sa.Column("c", sa.DateTime(timezone=True), server_default=sa.text("(now() AT TIME ZONE 'utc')")),
        sa.Column("d", sa.DateTime(timezone=True), server_default=sa.text("timezone('utc', now())")),
        sa.Column("e", sa.Date(), server_default=sa.func.current_date()),
        sa.Column("f", sa.Text(), server_default=sa.cast("x", sa.Text)),
        sa.Column("g", sa.Text(), server_default=sa.func.lower("ABC")),
        sa.Column("h", sa.String(), server_default=sa.text("'a'::character varying")),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade():
    op.drop_table("sdpg")
