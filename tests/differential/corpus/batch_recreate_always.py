# recreate="always": keys to itself, defaults, an index, quoting; nothing else changes.
# dialects: sqlite
# modes: online
from alembic import op
import sqlalchemy as sa

revision = "batch_recreate_always"
down_revision = None


def upgrade():
    op.create_table(
        "Bra Table",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("parent", sa.Integer(), sa.ForeignKey("Bra Table.id")),
        sa.Column("Name", sa.String(10), server_default="it's"),
        sa.Column("n", sa.Numeric(8, 2), server_default=sa.text("(1 + 2)")),
        sa.Column("order", sa.Float()),
    )
    op.create_index("ix_bra", "Bra Table", ["Name", "order"], unique=True)
    op.execute("INSERT INTO \"Bra Table\" (id, parent) VALUES (1, 1)")
    with op.batch_alter_table("Bra Table", recreate="always") as batch_op:
        batch_op.add_column(sa.Column("plain", sa.Integer()))


def downgrade():
    op.drop_table("Bra Table")
