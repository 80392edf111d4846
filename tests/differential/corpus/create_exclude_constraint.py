# Exclusion constraints.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "create_exclude_constraint"
down_revision = None


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.create_table(
        "cec",
        sa.Column("room", sa.Integer()),
        sa.Column("during", postgresql.TSRANGE()),
        postgresql.ExcludeConstraint(("room", "="), ("during", "&&"), name="ex_cec_inline", using="gist"),
    )
    op.create_exclude_constraint(
        "ex_cec", "cec", ("during", "&&"), (sa.column("room"), "="), where=sa.text("room > 10"), using="gist"
    )


def downgrade():
    op.drop_constraint("ex_cec", "cec")
    op.drop_table("cec")
    op.execute("DROP EXTENSION btree_gist")
