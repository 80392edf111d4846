# Triggers, policies, extensions and grants of alembic_utils.
# dialects: postgresql
# modes: offline online
# needs: alembic_utils
from alembic import op
from alembic_utils.pg_extension import PGExtension
from alembic_utils.pg_function import PGFunction
from alembic_utils.pg_grant_table import PGGrantTable, PGGrantTableChoice
from alembic_utils.pg_policy import PGPolicy
from alembic_utils.pg_trigger import PGTrigger
import sqlalchemy as sa

revision = "package_alembic_utils_trigger"
down_revision = None

extension = PGExtension(schema="public", signature="fuzzystrmatch")
function = PGFunction(
    "public", "paut_touch()", "returns trigger as $$ begin return new; end; $$ language 'plpgsql'"
)
trigger = PGTrigger(
    schema="public",
    signature="paut_before_update",
    on_entity="public.paut",
    is_constraint=False,
    definition="""
        BEFORE UPDATE ON public.paut
        FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name)
        EXECUTE PROCEDURE public.paut_touch()""",
)
deferred = PGTrigger(
    schema="public",
    signature="paut_deferred",
    on_entity="paut",
    is_constraint=True,
    definition="after insert on paut deferrable initially deferred for each row execute procedure public.paut_touch()",
)
parsed = PGTrigger.from_sql(
    "create trigger paut_parsed after delete on public.paut for each statement execute procedure public.paut_touch()"
)
policy = PGPolicy(
    schema="public",
    signature="paut_read",
    on_entity="public.paut",
    definition="""
        AS PERMISSIVE
        FOR SELECT
        TO PUBLIC
        USING (name = current_setting('app.name', true)::text)
    """,
)
grant = PGGrantTable(
    schema="public",
    table="paut",
    columns=["name", "id"],
    role="pg_monitor",
    grant=PGGrantTableChoice.SELECT,
    with_grant_option=False,
)
removal = PGGrantTable("public", "paut", "pg_monitor", "DELETE", with_grant_option=True)


def upgrade():
    op.create_entity(extension)
    op.create_table("paut", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))
    op.create_entity(function)
    op.create_entity(trigger)
    op.replace_entity(trigger)
    op.create_entity(deferred)
    op.create_entity(parsed)
    op.create_entity(policy)
    op.replace_entity(policy)
    op.create_entity(PGPolicy.from_sql("create policy paut_all on paut using (true)"))
    op.create_entity(grant)
    op.create_entity(removal)
    op.replace_entity(removal)


def downgrade():
    op.drop_entity(removal)
    op.drop_entity(grant)
    op.drop_entity(PGPolicy("public", "paut_all", "using (true)", "paut"))
    op.drop_entity(policy)
    op.drop_entity(parsed, cascade=True)
    op.drop_entity(deferred)
    op.drop_entity(trigger)
    op.drop_entity(function)
    op.drop_table("paut")
    op.drop_entity(extension)
