# Values of enums with alembic_postgresql_enum: defaults, arrays, renames, old forms.
# dialects: postgresql
# modes: offline online
# needs: alembic_postgresql_enum
from alembic import op
from alembic_postgresql_enum import ColumnType, TableReference
from alembic_postgresql_enum.sql_commands.indexes import TableIndex
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "package_postgresql_enum"
down_revision = None


def upgrade():
    sa.Enum("new", "open", "shut", name="ape_state").create(op.get_bind())
    state = postgresql.ENUM("new", "open", "shut", name="ape_state", create_type=False)
    op.create_table(
        "ape",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("state", state, server_default="new", nullable=False),
        sa.Column("before", state),
        sa.Column("states", postgresql.ARRAY(state), server_default=sa.text("'{new}'::ape_state[]")),
    )
    op.create_index("ape_open", "ape", ["id"], postgresql_where=sa.text("state = 'open'::ape_state"))
    op.execute("INSERT INTO ape (id, state, before) VALUES (1, 'open', 'shut')")
    op.sync_enum_values(  # type: ignore[attr-defined]
        enum_schema="public",
        enum_name="ape_state",
        new_values=["new", "opened", "shut", "gone"],
        affected_columns=[
            TableReference(
                table_schema="public",
                table_name="ape",
                column_name="state",
                existing_server_default="'new'::ape_state",
            ),
            TableReference(table_name="ape", column_name="before"),
            TableReference(
                table_schema="public",
                table_name="ape",
                column_name="states",
                column_type=ColumnType.ARRAY,
                existing_server_default="'{new}'::ape_state[]",
            ),
        ],
        enum_values_to_rename=[("open", "opened")],
        indexes_to_recreate=[
            TableIndex(
                name="public.ape_open",
                definition="CREATE INDEX ape_open ON public.ape USING btree (id) WHERE (state = 'open'::ape_state)",
            ),
        ],
    )


def downgrade():
    op.execute("UPDATE ape SET state = 'new' WHERE state = 'gone'")
    op.drop_index("ape_open", table_name="ape")
    op.sync_enum_values(
        "public",
        "ape_state",
        ["new", "open", "shut"],
        affected_columns=[
            TableReference("ape", "state", "public", ColumnType.COMMON, "'new'::ape_state"),
            TableReference("ape", "before", None),
            TableReference("ape", "states", "public", ColumnType.ARRAY, "ARRAY['new'::ape_state]"),
        ],
        enum_values_to_rename=(("opened", "open"),),
    )
    op.drop_table("ape")
    sa.Enum("new", "open", "shut", name="ape_state").drop(op.get_bind())
