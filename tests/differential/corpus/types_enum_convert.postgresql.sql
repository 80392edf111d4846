-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_enum_convert

CREATE TABLE tcv (
    kind VARCHAR(10) NOT NULL
);

INSERT INTO tcv VALUES ('a'), ('b');

CREATE TYPE tcv_kind AS ENUM ('a', 'b');

ALTER TABLE tcv ALTER COLUMN kind TYPE tcv_kind USING kind::tcv_kind;

INSERT INTO alembic_version (version_num) VALUES ('types_enum_convert') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_enum_convert -> 

ALTER TABLE tcv ALTER COLUMN kind TYPE VARCHAR(10) USING kind::text;

DROP TYPE tcv_kind;

DROP TABLE tcv;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_enum_convert';

COMMIT;

