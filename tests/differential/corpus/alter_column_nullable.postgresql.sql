-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> alter_column_nullable

CREATE TABLE acn (
    a INTEGER, 
    b VARCHAR(5) NOT NULL
);

ALTER TABLE acn ALTER COLUMN a SET NOT NULL;

ALTER TABLE acn ALTER COLUMN b DROP NOT NULL;

INSERT INTO alembic_version (version_num) VALUES ('alter_column_nullable') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade alter_column_nullable -> 

ALTER TABLE acn ALTER COLUMN b SET NOT NULL;

ALTER TABLE acn ALTER COLUMN a DROP NOT NULL;

DROP TABLE acn;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'alter_column_nullable';

COMMIT;

