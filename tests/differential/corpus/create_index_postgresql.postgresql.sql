-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_index_postgresql

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE cip (
    a INTEGER, 
    b TEXT, 
    c JSONB, 
    d TSVECTOR
);

CREATE INDEX ix_cip_where ON cip (a) WHERE a > 5;

CREATE UNIQUE INDEX ix_cip_where_expression ON cip (a) WHERE b = 'x';

CREATE INDEX ix_cip_where_null ON cip (a) WHERE b IS NULL;

CREATE INDEX ix_cip_gin ON cip USING gin (c);

CREATE INDEX ix_cip_ops ON cip USING gin (b gin_trgm_ops);

CREATE INDEX ix_cip_pattern ON cip (b text_pattern_ops);

CREATE INDEX ix_cip_include ON cip (a) INCLUDE (b);

CREATE INDEX ix_cip_with ON cip (a) WITH (fillfactor = 60);

CREATE INDEX ix_cip_path ON cip ((c ->> 'x'));

CREATE INDEX ix_cip_nulls ON cip (a DESC NULLS LAST);

CREATE INDEX ix_cip_tsv ON cip USING gin (to_tsvector('english', b));

CREATE INDEX ix_cip_hash ON cip USING hash (b);

CREATE INDEX ix_cip_brin ON cip USING brin (a) WITH (pages_per_range = 64);

CREATE INDEX ix_cip_literal ON cip ((a + 1));

INSERT INTO alembic_version (version_num) VALUES ('create_index_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade create_index_postgresql -> 

DROP INDEX ix_cip_gin;

DROP INDEX ix_cip_where;

DROP TABLE cip;

DROP EXTENSION pg_trgm;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_index_postgresql';

COMMIT;

