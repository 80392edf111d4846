# SQLite: columns dropped, added, renamed, retyped; data kept.
# dialects: sqlite
# modes: online
# differs: Alembic 1.8 writes a default of one digit in parentheses
from alembic import op
import sqlalchemy as sa

revision = "batch_recreate_columns"
down_revision = None


def upgrade():
    op.create_table(
        "brc",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a", sa.Integer()),
        sa.Column("b", sa.String(10), server_default="x"),
        sa.Column("c", sa.Boolean(), nullable=False),
        sa.Column("d", sa.DateTime(), server_default=sa.func.now()),
    )
    op.execute("INSERT INTO brc (id, a, b, c, d) VALUES (1, 10, 'one', 1, '2024-01-01'), (2, NULL, 'two', 0, NULL)")
    with op.batch_alter_table("brc") as batch_op:
        batch_op.drop_column("b")
        batch_op.alter_column("a", type_=sa.String(20), existing_type=sa.Integer(), new_column_name="text_a")
        batch_op.alter_column("c", nullable=True, server_default=sa.false(), existing_type=sa.Boolean())
        batch_op.add_column(sa.Column("e", sa.Integer(), server_default=sa.text("7"), nullable=False))
        batch_op.alter_column("d", server_default=None)


def downgrade():
    with op.batch_alter_table("brc") as batch_op:
        batch_op.drop_column("e")
        batch_op.alter_column("text_a", new_column_name="a", type_=sa.Integer(), existing_type=sa.String(20))
        batch_op.add_column(sa.Column("b", sa.String(10)))
    op.drop_table("brc")
