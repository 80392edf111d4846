-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_enum_schema

CREATE SCHEMA enums;

CREATE TYPE enums.tes_kind AS ENUM ('x', 'y');

CREATE TABLE tes (
    a enums.tes_kind
);

INSERT INTO alembic_version (version_num) VALUES ('types_enum_schema') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_enum_schema -> 

DROP TABLE tes;

DROP TYPE enums.tes_kind;

DROP SCHEMA enums;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_enum_schema';

COMMIT;

