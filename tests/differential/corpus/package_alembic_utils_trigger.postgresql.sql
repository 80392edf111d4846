-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_alembic_utils_trigger

CREATE EXTENSION "fuzzystrmatch" WITH SCHEMA "public";;

CREATE TABLE paut (
    id SERIAL NOT NULL, 
    name TEXT, 
    PRIMARY KEY (id)
);

CREATE FUNCTION "public"."paut_touch"() returns trigger as $$ begin return new; end; $$ language 'plpgsql';

CREATE TRIGGER "paut_before_update" BEFORE UPDATE ON public.paut FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name)
        EXECUTE PROCEDURE public.paut_touch();

DROP TRIGGER IF EXISTS "paut_before_update" ON public.paut;;

CREATE TRIGGER "paut_before_update" BEFORE UPDATE ON public.paut FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name)
        EXECUTE PROCEDURE public.paut_touch();

CREATE CONSTRAINT TRIGGER "paut_deferred" after insert ON public.paut deferrable initially deferred for each row execute procedure public.paut_touch();

CREATE TRIGGER "paut_parsed" after delete ON public.paut for each statement execute procedure public.paut_touch();

CREATE POLICY paut_read on public.paut AS PERMISSIVE
        FOR SELECT
        TO PUBLIC
        USING (name = current_setting('app.name', true)::text);

DROP POLICY IF EXISTS paut_read on public.paut;;

CREATE POLICY paut_read on public.paut AS PERMISSIVE
        FOR SELECT
        TO PUBLIC
        USING (name = current_setting('app.name', true)::text);;

CREATE POLICY paut_all on public.paut using (true);

GRANT SELECT ( id, name ) ON "public"."paut" TO "pg_monitor";

GRANT DELETE  ON "public"."paut" TO "pg_monitor"  WITH GRANT OPTION;

REVOKE DELETE ON "public"."paut" FROM "pg_monitor";

GRANT DELETE  ON "public"."paut" TO "pg_monitor"  WITH GRANT OPTION;

INSERT INTO alembic_version (version_num) VALUES ('package_alembic_utils_trigger') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_alembic_utils_trigger -> 

REVOKE DELETE ON "public"."paut" FROM "pg_monitor";

REVOKE SELECT ON "public"."paut" FROM "pg_monitor";

DROP POLICY paut_all on public.paut;

DROP POLICY paut_read on public.paut;

DROP TRIGGER "paut_parsed" ON public.paut cascade;

DROP TRIGGER "paut_deferred" ON public.paut;

DROP TRIGGER "paut_before_update" ON public.paut;

DROP FUNCTION "public"."paut_touch"();

DROP TABLE paut;

DROP EXTENSION "fuzzystrmatch";

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_alembic_utils_trigger';

COMMIT;

