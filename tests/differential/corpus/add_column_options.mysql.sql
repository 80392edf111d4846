-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> add_column_options

CREATE TABLE aco (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
);

ALTER TABLE aco ADD COLUMN a VARCHAR(10);

ALTER TABLE aco ADD COLUMN b INTEGER NOT NULL DEFAULT '0';

ALTER TABLE aco ADD COLUMN c BOOL NOT NULL DEFAULT 'f';

ALTER TABLE aco ADD COLUMN d VARCHAR(10) COMMENT 'a comment';

ALTER TABLE aco ADD COLUMN e VARCHAR(1);

ALTER TABLE aco ADD COLUMN f DATETIME;

INSERT INTO alembic_version (version_num) VALUES ('add_column_options');

-- downgrade --
-- Running downgrade add_column_options -> 

ALTER TABLE aco DROP COLUMN f;

ALTER TABLE aco DROP COLUMN e;

ALTER TABLE aco DROP COLUMN d;

ALTER TABLE aco DROP COLUMN c;

ALTER TABLE aco DROP COLUMN b;

ALTER TABLE aco DROP COLUMN a;

DROP TABLE aco;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'add_column_options';

