-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_alembic_utils_view

CREATE TABLE pauv (
    id SERIAL NOT NULL, 
    name TEXT, 
    PRIMARY KEY (id)
);

CREATE VIEW "public"."pauv_names" AS SELECT pauv.id, pauv.name::varchar AS name
   FROM pauv
  WHERE pauv.name <> '10:30';;

do $$
            begin
                CREATE OR REPLACE VIEW "public"."pauv_names" AS SELECT id, name, length(name) AS long FROM pauv;

            exception when others then
                DROP VIEW IF EXISTS "public"."pauv_names";

                CREATE VIEW "public"."pauv_names" AS SELECT id, name, length(name) AS long FROM pauv;
            end;
        $$ language 'plpgsql';

CREATE MATERIALIZED VIEW "public"."pauv_full" AS select * from pauv WITH  DATA;;

CREATE MATERIALIZED VIEW "public"."pauv_empty" AS select id from pauv WITH NO DATA;;

DROP MATERIALIZED VIEW IF EXISTS "public"."pauv_empty";;

CREATE MATERIALIZED VIEW "public"."pauv_empty" AS select id + 1 as id from pauv WITH  DATA;

CREATE VIEW "public"."pauv_sql" AS select name from pauv;;

INSERT INTO alembic_version (version_num) VALUES ('package_alembic_utils_view') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_alembic_utils_view -> 

DROP VIEW "public"."pauv_sql";

DROP MATERIALIZED VIEW "public"."pauv_empty";

DROP MATERIALIZED VIEW "public"."pauv_full" cascade;

DROP VIEW "public"."pauv_names";

DROP TABLE pauv;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_alembic_utils_view';

COMMIT;

