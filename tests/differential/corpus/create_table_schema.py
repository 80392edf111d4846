# Tables in a named schema, foreign keys across schemas.
# dialects: postgresql
from alembic import op
import sqlalchemy as sa

revision = "create_table_schema"
down_revision = None


def upgrade():
    op.execute("CREATE SCHEMA shelf")
    op.create_table("sch_box", sa.Column("id", sa.Integer(), primary_key=True), schema="shelf")
    op.create_table(
        "sch_item",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["box_id"], ["shelf.sch_box.id"], name="fk_sch_item_box"),
        schema="shelf",
    )
    op.create_table(
        "sch_outside",
        sa.Column("id", sa.Integer(), sa.ForeignKey("shelf.sch_box.id"), primary_key=True),
    )
    op.create_index("ix_sch_item_box", "sch_item", ["box_id"], schema="shelf")
    op.add_column("sch_item", sa.Column("note", sa.Text()), schema="shelf")
    op.alter_column("sch_item", "note", nullable=False, new_column_name="remark", schema="shelf")
    op.create_unique_constraint("uq_sch_item", "sch_item", ["box_id", "remark"], schema="shelf")
    op.rename_table("sch_item", "sch_thing", schema="shelf")


def downgrade():
    op.rename_table("sch_thing", "sch_item", schema="shelf")
    op.drop_constraint("uq_sch_item", "sch_item", type_="unique", schema="shelf")
    op.drop_column("sch_item", "remark", schema="shelf")
    op.drop_index("ix_sch_item_box", table_name="sch_item", schema="shelf")
    op.drop_table("sch_outside")
    op.drop_table("sch_item", schema="shelf")
    op.drop_table("sch_box", schema="shelf")
    op.execute("DROP SCHEMA shelf")
