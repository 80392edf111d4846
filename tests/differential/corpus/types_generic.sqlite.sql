-- upgrade --
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
    c11 FLOAT, 
    c12 NUMERIC, 
    c13 NUMERIC(10), 
    c14 NUMERIC(10, 2), 
    c15 DATE, 
    c16 TIME, 
    c17 DATETIME, 
    c18 BLOB, 
    c19 BLOB, 
    c20 BLOB, 
    c21 JSON, 
    c22 DATETIME, 
    c23 INTEGER, 
    c24 VARCHAR
);

INSERT INTO alembic_version (version_num) VALUES ('types_generic') RETURNING version_num;

-- downgrade --
-- Running downgrade types_generic -> 

DROP TABLE tg;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_generic';

