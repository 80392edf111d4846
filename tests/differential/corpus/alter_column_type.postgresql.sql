-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> alter_column_type

CREATE TABLE act (
    a INTEGER, 
    b VARCHAR(5), 
    c TEXT NOT NULL
);

ALTER TABLE act ALTER COLUMN a TYPE BIGINT;

ALTER TABLE act ALTER COLUMN b TYPE INTEGER USING b::integer;

ALTER TABLE act ALTER COLUMN c TYPE JSONB USING c::jsonb;

ALTER TABLE act ALTER COLUMN c DROP NOT NULL;

INSERT INTO alembic_version (version_num) VALUES ('alter_column_type') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade alter_column_type -> 

ALTER TABLE act ALTER COLUMN c TYPE TEXT;

ALTER TABLE act ALTER COLUMN c SET NOT NULL;

ALTER TABLE act ALTER COLUMN b TYPE VARCHAR(5) USING b::varchar;

ALTER TABLE act ALTER COLUMN a TYPE INTEGER;

DROP TABLE act;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'alter_column_type';

COMMIT;

