-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_generic

CREATE TABLE tg (
    c1 INTEGER, 
    c2 SMALLINT, 
    c3 BIGINT, 
    c4 VARCHAR, 
    c5 VARCHAR(10), 
    c6 TEXT, 
    c7 VARCHAR(10), 
    c8 TEXT, 
    c9 BOOLEAN, 
    c10 FLOAT, 
    c11 FLOAT(20), 
    c12 NUMERIC, 
    c13 NUMERIC(10), 
    c14 NUMERIC(10, 2), 
    c15 DATE, 
    c16 TIME WITHOUT TIME ZONE, 
    c17 TIMESTAMP WITHOUT TIME ZONE, 
    c18 BYTEA, 
    c19 BYTEA, 
    c20 BYTEA, 
    c21 JSON, 
    c22 INTERVAL, 
    c23 INTEGER, 
    c24 VARCHAR
);

INSERT INTO alembic_version (version_num) VALUES ('types_generic') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_generic -> 

DROP TABLE tg;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_generic';

COMMIT;

