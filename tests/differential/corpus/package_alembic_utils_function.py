# Functions of alembic_utils: colons in SQL and in PL/pgSQL, quoted names, defaults, cascades.
# dialects: postgresql
# modes: offline online
# needs: alembic_utils
from alembic import op
from alembic_utils.pg_function import PGFunction

revision = "package_alembic_utils_function"
down_revision = None

touch = PGFunction(
    schema="public",
    signature="pauf_touch()",
    definition="""
        RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE seen text;
        BEGIN
          seen := NEW::text;
          RAISE INFO '{"what"\\: "%", "id": "%"}', TG_OP, NEW;
          NEW.updated_at = NOW();
          RETURN NEW;
        END;
        $$;
    """,
)
upper = PGFunction("public", 'toUpper(some_text text DEFAULT \'x\')', """
returns text as
$$ select upper(some_text)::text || ':a' $$ language SQL;
""")
described = PGFunction.from_sql("""
CREATE OR REPLACE FUNCTION public.pauf_add(a integer, b integer DEFAULT 2)
RETURNS integer AS $$ SELECT a + b; $$ LANGUAGE sql IMMUTABLE;
""")


def upgrade():
    op.create_entity(touch)
    op.create_entity(upper)
    op.create_entity(described)
    op.replace_entity(PGFunction(schema="public", signature="pauf_add(a integer, b integer DEFAULT 2)",
                                 definition="returns integer language sql as $$ select a - b $$"))


def downgrade():
    op.drop_entity(described)
    op.drop_entity(upper, cascade=True)
    op.drop_entity(touch)
