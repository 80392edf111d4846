# An extension of alembic_utils cannot be replaced; a wrong definition of a trigger is refused.
# dialects: postgresql
# modes: offline
# needs: alembic_utils
from alembic import op
from alembic_utils.pg_extension import PGExtension
from alembic_utils.pg_trigger import PGTrigger

revision = "package_alembic_utils_extension"
down_revision = None


def upgrade():
    op.replace_entity(PGExtension("public", "citext"))


def downgrade():
    op.create_entity(PGTrigger("public", "paue", "before update", "public.t"))
