-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_index_concurrently

CREATE TABLE cic (
    a INTEGER
);

CREATE INDEX IF NOT EXISTS ix_cic ON cic (a);

INSERT INTO alembic_version (version_num) VALUES ('create_index_concurrently');

-- downgrade --
-- Running downgrade create_index_concurrently -> 

DROP INDEX IF EXISTS ix_cic ON cic;

DROP TABLE cic;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_index_concurrently';

