-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_alembic_utils_parameter

CREATE VIEW "public"."paup" AS select NULL as a, '12:30' as b, x::text as c from t;;

CREATE FUNCTION "public"."paup"(a text) returns text as $$ select ':b' || a::text $$ language sql;

INSERT INTO alembic_version (version_num) VALUES ('package_alembic_utils_parameter') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_alembic_utils_parameter -> 

DROP VIEW "public"."paup";

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_alembic_utils_parameter';

COMMIT;

