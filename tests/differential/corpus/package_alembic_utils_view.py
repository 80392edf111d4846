# Views of alembic_utils: a colon in a view is a parameter, materialized views with and without data.
# dialects: postgresql
# modes: offline online
# needs: alembic_utils
from alembic import op
from alembic_utils.pg_materialized_view import PGMaterializedView
from alembic_utils.pg_view import PGView
import sqlalchemy as sa
from sqlalchemy import text as sql_text

revision = "package_alembic_utils_view"
down_revision = None


def upgrade():
    op.create_table("pauv", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))
    public_pauv_names = PGView(
        schema="public",
        signature="pauv_names",
        definition="SELECT pauv.id, pauv.name::varchar AS name\n   FROM pauv\n  WHERE pauv.name <> '10\\:30';",
    )
    op.create_entity(public_pauv_names)
    op.replace_entity(PGView("public", "pauv_names", "SELECT id, name, length(name) AS long FROM pauv"))
    op.create_entity(
        PGMaterializedView(schema='"public"', signature="pauv_full", definition="select * from pauv;", with_data=True)
    )
    op.create_entity(PGMaterializedView("public", "pauv_empty", "select id from pauv", with_data=False))
    op.replace_entity(PGMaterializedView("public", "pauv_empty", "select id + 1 as id from pauv"))
    op.create_entity(PGView.from_sql("create or replace view public.pauv_sql as select name from pauv;"))


def downgrade():
    op.drop_entity(PGView("public", "pauv_sql", "# not required for op"))
    op.drop_entity(PGMaterializedView("public", "pauv_empty", "select 1"))
    op.drop_entity(PGMaterializedView("public", "pauv_full", "select 1"), cascade=True)
    op.drop_entity(PGView("public", "pauv_names", ""))
    op.drop_table("pauv")
