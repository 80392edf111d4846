# A colon in a view of alembic_utils is a parameter without a value.
# dialects: postgresql sqlite mysql
# modes: offline
# needs: alembic_utils
from alembic import op
from alembic_utils.pg_function import PGFunction
from alembic_utils.pg_view import PGView

revision = "package_alembic_utils_parameter"
down_revision = None


def upgrade():
    op.create_entity(PGView("public", "paup", "select :a as a, '12:30' as b, x::text as c from t"))
    op.create_entity(PGFunction("public", "paup(a text)", "returns text as $$ select ':b' || a::text $$ language sql"))


def downgrade():
    op.drop_entity(PGView("public", "paup", "select 1"))
