# The older form of affected columns asks the database for defaults.
# dialects: postgresql
# modes: online
# needs: alembic_postgresql_enum
from alembic import op
from alembic_postgresql_enum import ColumnType
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "package_postgresql_enum_old"
down_revision = None


def upgrade():
    sa.Enum("a", "b", name="apeo_kind").create(op.get_bind())
    kind = postgresql.ENUM("a", "b", name="apeo_kind", create_type=False)
    op.create_table(
        "apeo",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", kind, server_default="a"),
        sa.Column("kinds", postgresql.ARRAY(kind), server_default=sa.text("ARRAY['a'::apeo_kind, 'b'::apeo_kind]")),
    )
    op.execute("INSERT INTO apeo (id) VALUES (1)")
    op.sync_enum_values(
        "public",
        "apeo_kind",
        ["first", "b", "c"],
        [("apeo", "kind"), ("apeo", "kinds", ColumnType.ARRAY)],
        enum_values_to_rename=[("a", "first")],
    )


def downgrade():
    op.sync_enum_values("public", "apeo_kind", ["first", "b"], [("apeo", "kind"), ("apeo", "kinds", ColumnType.ARRAY)])
    op.drop_table("apeo")
    op.execute("DROP TYPE apeo_kind")
