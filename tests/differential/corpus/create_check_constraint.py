# Checks as text, as text() and as expressions.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa

revision = "create_check_constraint"
down_revision = None


def upgrade():
    op.create_table("ccc", sa.Column("a", sa.Integer()), sa.Column("b", sa.String(10)))
    op.create_check_constraint("ck_ccc_text", "ccc", "a > 0")
    op.create_check_constraint("ck_ccc_text2", "ccc", sa.text("b LIKE 'x%'"))
    op.create_check_constraint("ck_ccc_len", "ccc", sa.func.length(sa.column("b")) > 2)
    op.create_check_constraint("ck_ccc_in", "ccc", sa.column("b").in_(["p", "q", "it's"]))
    op.create_check_constraint(
        "ck_ccc_and", "ccc", sa.and_(sa.column("a") >= 1, sa.column("a") <= 10, sa.not_(sa.column("b").is_(None)))
    )
    op.create_check_constraint("ck_ccc_between", "ccc", sa.column("a").between(1, 100))
    op.create_check_constraint("ck_ccc_math", "ccc", (sa.column("a") + 1) * 2 < 500)


def downgrade():
    op.drop_constraint("ck_ccc_text", "ccc", type_="check")
    op.drop_constraint("ck_ccc_text2", "ccc")
    op.drop_table("ccc")
