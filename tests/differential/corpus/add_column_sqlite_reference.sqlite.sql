-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> add_column_sqlite_reference

CREATE TABLE acs (
    id INTEGER NOT NULL, 
    PRIMARY KEY (id)
);

ALTER TABLE acs ADD COLUMN a INTEGER;

CREATE INDEX ix_acs_a ON acs (a);

ALTER TABLE acs ADD COLUMN b JSON;

INSERT INTO alembic_version (version_num) VALUES ('add_column_sqlite_reference') RETURNING version_num;

-- downgrade --
-- Running downgrade add_column_sqlite_reference -> 

DROP INDEX ix_acs_a;

ALTER TABLE acs DROP COLUMN b;

ALTER TABLE acs DROP COLUMN a;

DROP TABLE acs;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'add_column_sqlite_reference';

