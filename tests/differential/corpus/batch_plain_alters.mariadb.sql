-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> batch_plain_alters

CREATE TABLE bpa (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    z INTEGER, 
    PRIMARY KEY (id)
);

ALTER TABLE bpa ADD COLUMN a VARCHAR(5);

ALTER TABLE bpa ADD COLUMN b INTEGER NOT NULL DEFAULT '7';

CREATE INDEX ix_bpa_a ON bpa (a);

INSERT INTO alembic_version (version_num) VALUES ('batch_plain_alters');

-- downgrade --
-- Running downgrade batch_plain_alters -> 

DROP INDEX ix_bpa_a ON bpa;

DROP TABLE bpa;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'batch_plain_alters';

