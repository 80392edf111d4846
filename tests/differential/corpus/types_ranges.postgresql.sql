-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_ranges

CREATE EXTENSION IF NOT EXISTS hstore;

CREATE TABLE tr (
    c1 INT4RANGE, 
    c2 INT8RANGE, 
    c3 NUMRANGE, 
    c4 DATERANGE, 
    c5 TSRANGE, 
    c6 TSTZRANGE, 
    c7 HSTORE, 
    c8 HSTORE
);

INSERT INTO alembic_version (version_num) VALUES ('types_ranges') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_ranges -> 

DROP TABLE tr;

DROP EXTENSION hstore;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_ranges';

COMMIT;

