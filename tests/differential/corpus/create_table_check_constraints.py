# Checks as text, as expressions, unnamed and named.
from alembic import op
import sqlalchemy as sa

revision = "create_table_check_constraints"
down_revision = None


def upgrade():
    op.create_table(
        "checked",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a", sa.Integer()),
        sa.Column("b", sa.String(10)),
        sa.CheckConstraint("a > 0"),
        sa.CheckConstraint("a < 100", name="ck_checked_small"),
        sa.CheckConstraint(sa.text("b <> 'x'"), name="ck_checked_text"),
        sa.CheckConstraint(sa.column("a") != 50, name="ck_checked_expression"),
        sa.CheckConstraint(sa.or_(sa.column("a").is_(None), sa.column("b").isnot(None)), name="ck_checked_or"),
        sa.CheckConstraint(sa.column("b").in_(["p", "q"]), name="ck_checked_in"),
        sa.CheckConstraint(sa.func.length(sa.column("b")) >= 1, name="ck_checked_func"),
    )


def downgrade():
    op.drop_table("checked")
