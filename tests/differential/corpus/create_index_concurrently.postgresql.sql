-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_index_concurrently

CREATE TABLE cic (
    a INTEGER
);

COMMIT;

CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_cic ON cic (a);

BEGIN;

INSERT INTO alembic_version (version_num) VALUES ('create_index_concurrently') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade create_index_concurrently -> 

COMMIT;

DROP INDEX CONCURRENTLY IF EXISTS ix_cic;

BEGIN;

DROP TABLE cic;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_index_concurrently';

COMMIT;

