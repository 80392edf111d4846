# A sequence as a default, created and dropped by hand.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "sequences"
down_revision = None


def upgrade():
    op.execute(sa.schema.CreateSequence(sa.Sequence("seq_counter", start=5, increment=2)))
    op.execute("CREATE SEQUENCE seq_plain")
    op.create_table(
        "seq",
        sa.Column("id", sa.Integer(), sa.Sequence("seq_plain"), primary_key=True),
        sa.Column("n", sa.Integer(), server_default=sa.text("nextval('seq_counter')")),
        sa.Column("m", sa.Integer(), server_default=sa.Sequence("seq_plain").next_value()),
    )


def downgrade():
    op.drop_table("seq")
    op.execute("DROP SEQUENCE seq_plain")
    op.execute(sa.schema.DropSequence(sa.Sequence("seq_counter")))
