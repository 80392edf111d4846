# A text column becomes an enum and back, with USING.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "types_enum_convert"
down_revision = None


def upgrade():
    kind = sa.Enum("a", "b", name="tcv_kind")
    op.create_table("tcv", sa.Column("kind", sa.String(10), nullable=False))
    op.execute("INSERT INTO tcv VALUES ('a'), ('b')")
    kind.create(op.get_bind())
    op.alter_column(
        "tcv",
        "kind",
        existing_type=sa.String(10),
        type_=kind,
        existing_nullable=False,
        postgresql_using="kind::tcv_kind",
    )


def downgrade():
    op.alter_column("tcv", "kind", type_=sa.String(10), postgresql_using="kind::text")
    op.execute("DROP TYPE tcv_kind")
    op.drop_table("tcv")
