-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> batch_never

CREATE TABLE bnv (
    id SERIAL NOT NULL, 
    a INTEGER, 
    PRIMARY KEY (id)
);

ALTER TABLE bnv RENAME a TO b;

ALTER TABLE bnv DROP COLUMN b;

INSERT INTO alembic_version (version_num) VALUES ('batch_never') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade batch_never -> 

DROP TABLE bnv;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'batch_never';

COMMIT;

