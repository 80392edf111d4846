-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> alter_column_everything

CREATE TABLE ace (
    a INTEGER
);

ALTER TABLE ace ALTER COLUMN a TYPE BIGINT;

ALTER TABLE ace ALTER COLUMN a SET NOT NULL;

ALTER TABLE ace ALTER COLUMN a SET DEFAULT '7';

COMMENT ON COLUMN ace.a IS 'all';

ALTER TABLE ace RENAME a TO b;

INSERT INTO alembic_version (version_num) VALUES ('alter_column_everything') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade alter_column_everything -> 

ALTER TABLE ace ALTER COLUMN b TYPE INTEGER;

ALTER TABLE ace ALTER COLUMN b DROP NOT NULL;

ALTER TABLE ace ALTER COLUMN b DROP DEFAULT;

COMMENT ON COLUMN ace.b IS NULL;

ALTER TABLE ace RENAME b TO a;

DROP TABLE ace;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'alter_column_everything';

COMMIT;

