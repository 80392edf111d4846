# Table options of SQLite.
# dialects: sqlite
# differs: SQLAlchemy 1.4 has no STRICT
# needs: SQLAlchemy 2.0.37
from alembic import op
import sqlalchemy as sa

revision = "create_table_sqlite_options"
down_revision = None


def upgrade():
    op.create_table("so_auto", sa.Column("id", sa.Integer(), primary_key=True), sqlite_autoincrement=True)
    op.create_table("so_norowid", sa.Column("id", sa.Integer(), primary_key=True), sqlite_with_rowid=False)
    op.create_table("so_strict", sa.Column("id", sa.Integer(), primary_key=True), sqlite_strict=True)
    op.create_table(
        "so_conflict",
        sa.Column("id", sa.Integer(), sqlite_on_conflict_primary_key="FAIL", primary_key=True),
        sa.Column("a", sa.Integer(), sqlite_on_conflict_not_null="FAIL", nullable=False),
        sa.Column("b", sa.Integer()),
        sa.UniqueConstraint("b", sqlite_on_conflict="IGNORE"),
    )


def downgrade():
    for name in ("conflict", "strict", "norowid", "auto"):
        op.drop_table("so_" + name)
