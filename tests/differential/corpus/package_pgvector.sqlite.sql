-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_pgvector

CREATE EXTENSION IF NOT EXISTS vector;

CREATE TABLE ppv (
    id INTEGER NOT NULL, 
    a VECTOR(384), 
    b VECTOR(1536) NOT NULL, 
    c VECTOR(3), 
    d VECTOR, 
    e HALFVEC(256), 
    f SPARSEVEC(1000), 
    g HALFVEC, 
    h SPARSEVEC, 
    PRIMARY KEY (id)
);

CREATE INDEX ppv_a ON ppv (a);

ALTER TABLE ppv ADD COLUMN i VECTOR(8);

INSERT INTO alembic_version (version_num) VALUES ('package_pgvector') RETURNING version_num;

-- downgrade --
-- Running downgrade package_pgvector -> 

ALTER TABLE ppv DROP COLUMN i;

DROP INDEX ppv_a;

DROP TABLE ppv;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_pgvector';

