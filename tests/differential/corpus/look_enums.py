# PostgreSQL's own parts of the Inspector: enums and schemas.
# dialects: postgresql
# modes: online
from alembic import op
import sqlalchemy as sa

revision = "look_enums"
down_revision = None


def upgrade():
    op.execute("CREATE TYPE le_kind AS ENUM ('b', 'a')")
    op.create_table("le_said", sa.Column("line", sa.Text()))
    inspector = sa.inspect(op.get_bind())
    for enum in inspector.get_enums():
        if enum["name"] == "le_kind":
            op.execute("INSERT INTO le_said VALUES ('%s')" % " ".join(enum["labels"]))
    if "public" in inspector.get_schema_names():
        op.execute("INSERT INTO le_said VALUES ('public')")


def downgrade():
    op.drop_table("le_said")
    op.execute("DROP TYPE le_kind")
