-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> unique_nulls_not_distinct

CREATE TABLE nnd (
    id SERIAL NOT NULL, 
    a INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_nnd UNIQUE NULLS NOT DISTINCT (a)
);

CREATE UNIQUE INDEX ix_nnd ON nnd (a) NULLS NOT DISTINCT;

INSERT INTO alembic_version (version_num) VALUES ('unique_nulls_not_distinct') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade unique_nulls_not_distinct -> 

DROP INDEX ix_nnd;

DROP TABLE nnd;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'unique_nulls_not_distinct';

COMMIT;

