-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_enum_checkfirst

CREATE TYPE tcf AS ENUM ('a', 'b');

CREATE TYPE tcf AS ENUM ('a', 'b');

CREATE TABLE tcf_table (
    a tcf
);

INSERT INTO alembic_version (version_num) VALUES ('types_enum_checkfirst') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_enum_checkfirst -> 

DROP TABLE tcf_table;

DROP TYPE tcf;

DROP TYPE tcf;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_enum_checkfirst';

COMMIT;

