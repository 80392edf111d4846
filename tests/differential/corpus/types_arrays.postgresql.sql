-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_arrays

CREATE TABLE ta (
    c1 INTEGER[], 
    c2 VARCHAR(20)[], 
    c3 TEXT[][], 
    c4 UUID[], 
    c5 NUMERIC(5, 2)[], 
    c6 TIMESTAMP WITH TIME ZONE[], 
    c7 VARCHAR(5)[] COLLATE "C", 
    c8 VARCHAR[] NOT NULL
);

INSERT INTO alembic_version (version_num) VALUES ('types_arrays') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_arrays -> 

DROP TABLE ta;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_arrays';

COMMIT;

