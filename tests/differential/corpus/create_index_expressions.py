# Indexes over expressions, sorted columns and text.
from alembic import op
import sqlalchemy as sa

revision = "create_index_expressions"
down_revision = None


def upgrade():
    op.create_table("cie", sa.Column("a", sa.Integer()), sa.Column("b", sa.String(10)))
    op.create_index("ix_cie_lower", "cie", [sa.text("lower(b)")])
    op.create_index("ix_cie_func", "cie", [sa.func.lower(sa.column("b"))])
    op.create_index("ix_cie_mixed", "cie", ["a", sa.text("upper(b)"), sa.text("a DESC")])
    op.create_index("ix_cie_sorted", "cie", [sa.column("a").desc(), sa.column("b").asc()])
    op.create_index("ix_cie_desc", "cie", [sa.desc("a")])
    op.create_index("ix_cie_coalesce", "cie", ["a", sa.text("coalesce(b, '')")], unique=True)


def downgrade():
    for name in ("coalesce", "desc", "sorted", "mixed", "func", "lower"):
        op.drop_index(f"ix_cie_{name}", table_name="cie")
    op.drop_table("cie")
