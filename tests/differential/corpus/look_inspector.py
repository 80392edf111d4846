# What every get_... of the Inspector says, written into a table.
# modes: online
# differs: SQLAlchemy 2.0 returns more keys
from alembic import op
import sqlalchemy as sa

revision = "look_inspector"
down_revision = None


def upgrade():
    op.create_table("lin_parent", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_table(
        "lin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("a", sa.String(10), nullable=False, server_default="x"),
        sa.Column("parent_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_lin"),
        sa.ForeignKeyConstraint(["parent_id"], ["lin_parent.id"], name="fk_lin", ondelete="CASCADE"),
        sa.UniqueConstraint("a", name="uq_lin"),
        sa.CheckConstraint("id > 0", name="ck_lin"),
    )
    op.create_index("ix_lin", "lin", ["parent_id", "a"])
    op.execute("CREATE VIEW lin_view AS SELECT id FROM lin")
    op.create_table("lin_said", sa.Column("line", sa.Text()))
    inspector = sa.inspect(op.get_bind())
    said = []
    for column in inspector.get_columns("lin"):
        said.append("column %s %s nullable=%s" % (column["name"], column["type"], column["nullable"]))
    said.append("pk %(name)s %(constrained_columns)s" % inspector.get_pk_constraint("lin"))
    for key in inspector.get_foreign_keys("lin"):
        said.append(f"fk {key['name']} {key['constrained_columns']} {key['referred_table']} {key['referred_columns']} {key['options']}")
    for index in sorted(inspector.get_indexes("lin"), key=lambda index: index["name"]):
        said.append(f"index {index['name']} {index['column_names']} {bool(index['unique'])}")
    for unique in inspector.get_unique_constraints("lin"):
        said.append(f"unique {unique['name']} {unique['column_names']}")
    said.extend("check %s" % check["name"] for check in inspector.get_check_constraints("lin"))
    said.append("views " + " ".join(name for name in inspector.get_view_names() if name.startswith("lin")))
    table = sa.table("lin_said", sa.column("line", sa.Text))
    op.bulk_insert(table, [{"line": line} for line in said])


def downgrade():
    op.execute("DROP VIEW lin_view")
    for name in ("lin_said", "lin", "lin_parent"):
        op.drop_table(name)
