-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_postgresql_newer

CREATE EXTENSION IF NOT EXISTS citext;

CREATE TABLE tpgn (
    c1 CITEXT, 
    c2 TSQUERY, 
    c3 INT4MULTIRANGE, 
    c4 TSTZMULTIRANGE, 
    c5 MACADDR8, 
    c6 REGCONFIG
);

INSERT INTO alembic_version (version_num) VALUES ('types_postgresql_newer') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_postgresql_newer -> 

DROP TABLE tpgn;

DROP EXTENSION citext;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_postgresql_newer';

COMMIT;

