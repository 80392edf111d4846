-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_postgresql

CREATE TABLE tpg (
    c1 UUID, 
    c2 UUID, 
    c3 JSON, 
    c4 JSON, 
    c5 JSONB, 
    c6 JSONB, 
    c7 INET, 
    c8 CIDR, 
    c9 MACADDR, 
    c10 BYTEA, 
    c11 DOUBLE PRECISION, 
    c12 DOUBLE PRECISION, 
    c13 TSVECTOR, 
    c14 OID, 
    c15 MONEY, 
    c16 BIT(3), 
    c17 BIT VARYING, 
    c18 BIT VARYING(5), 
    c19 REGCLASS, 
    c20 VARCHAR(10), 
    c21 REAL, 
    c22 INTEGER, 
    c23 BIGINT, 
    c24 BOOLEAN, 
    c25 TEXT, 
    c26 DATE, 
    c27 NUMERIC(5, 1), 
    c28 CHAR(2)
);

INSERT INTO alembic_version (version_num) VALUES ('types_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_postgresql -> 

DROP TABLE tpg;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_postgresql';

COMMIT;

