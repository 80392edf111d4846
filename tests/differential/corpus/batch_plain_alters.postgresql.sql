-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> batch_plain_alters

CREATE TABLE bpa (
    id SERIAL NOT NULL, 
    z INTEGER, 
    PRIMARY KEY (id)
);

ALTER TABLE bpa ADD COLUMN a VARCHAR(5);

ALTER TABLE bpa ADD COLUMN b INTEGER DEFAULT '7' NOT NULL;

CREATE INDEX ix_bpa_a ON bpa (a);

INSERT INTO alembic_version (version_num) VALUES ('batch_plain_alters') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade batch_plain_alters -> 

DROP INDEX ix_bpa_a;

DROP TABLE bpa;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'batch_plain_alters';

COMMIT;

