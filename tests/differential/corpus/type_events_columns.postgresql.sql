-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> type_events_columns

ALTER TABLE tec ADD COLUMN a SMALLINT NOT NULL;

ALTER TABLE tec ADD CONSTRAINT top_a CHECK (a <= 3);

ALTER TABLE tec ALTER COLUMN b TYPE SMALLINT;

ALTER TABLE tec ADD CONSTRAINT top_b CHECK (b <= 4);

ALTER TABLE tec DROP CONSTRAINT top_b;

ALTER TABLE tec ALTER COLUMN b TYPE SMALLINT;

ALTER TABLE tec ADD CONSTRAINT top_b CHECK (b <= 5);

INSERT INTO alembic_version (version_num) VALUES ('type_events_columns') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade type_events_columns -> 

ALTER TABLE tec DROP CONSTRAINT top_b;

ALTER TABLE tec ALTER COLUMN b TYPE SMALLINT;

ALTER TABLE tec DROP COLUMN a;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'type_events_columns';

COMMIT;

