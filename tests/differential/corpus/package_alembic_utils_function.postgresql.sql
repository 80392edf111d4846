-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_alembic_utils_function

CREATE FUNCTION "public"."pauf_touch"() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE seen text;
        BEGIN
          seen := NEW::text;
          RAISE INFO '{"what": "%", "id": "%"}', TG_OP, NEW;
          NEW.updated_at = NOW();
          RETURN NEW;
        END;
        $$;

CREATE FUNCTION "public"."toUpper"(some_text text DEFAULT 'x') returns text as
$$ select upper(some_text)::text || ':a' $$ language SQL;

CREATE FUNCTION "public"."pauf_add"(a integer, b integer DEFAULT 2) returns integer AS $$ SELECT a + b; $$ LANGUAGE sql IMMUTABLE;

CREATE OR REPLACE FUNCTION "public"."pauf_add"(a integer, b integer DEFAULT 2) returns integer language sql as $$ select a - b $$;

INSERT INTO alembic_version (version_num) VALUES ('package_alembic_utils_function') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_alembic_utils_function -> 

DROP FUNCTION "public"."pauf_add"(a integer, b integer);

DROP FUNCTION "public"."toUpper"(some_text text) cascade;

DROP FUNCTION "public"."pauf_touch"();

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_alembic_utils_function';

COMMIT;

