-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> alter_column_comment

CREATE TABLE acm (
    a INTEGER
);

COMMENT ON COLUMN acm.a IS 'it''s a';

COMMENT ON COLUMN acm.a IS 'other';

INSERT INTO alembic_version (version_num) VALUES ('alter_column_comment') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade alter_column_comment -> 

COMMENT ON COLUMN acm.a IS NULL;

DROP TABLE acm;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'alter_column_comment';

COMMIT;

