-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_upper_case

CREATE TABLE tuc (
    c1 INTEGER, 
    c2 INTEGER, 
    c3 SMALLINT, 
    c4 BIGINT, 
    c5 VARCHAR, 
    c6 VARCHAR(10), 
    c7 CHAR(3), 
    c8 CHAR, 
    c9 TEXT, 
    c10 BOOLEAN, 
    c11 FLOAT, 
    c12 FLOAT(24), 
    c13 REAL, 
    c14 NUMERIC(8, 3), 
    c15 DECIMAL(8, 3), 
    c16 DATE, 
    c17 TIMESTAMP WITHOUT TIME ZONE, 
    c18 NUMERIC, 
    c19 DECIMAL, 
    c20 JSON
);

INSERT INTO alembic_version (version_num) VALUES ('types_upper_case') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_upper_case -> 

DROP TABLE tuc;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_upper_case';

COMMIT;

