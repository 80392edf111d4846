-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_index_sqlite_where

CREATE TABLE cis (
    a INTEGER, 
    b INTEGER
);

CREATE UNIQUE INDEX ix_cis ON cis (a) WHERE b IS NOT NULL;

CREATE INDEX ix_cis_b ON cis (b) WHERE a > 3;

INSERT INTO alembic_version (version_num) VALUES ('create_index_sqlite_where') RETURNING version_num;

-- downgrade --
-- Running downgrade create_index_sqlite_where -> 

DROP INDEX ix_cis_b;

DROP INDEX ix_cis;

DROP TABLE cis;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_index_sqlite_where';

