-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> add_column_if_not_exists

CREATE TABLE acine (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
);

ALTER TABLE acine ADD COLUMN IF NOT EXISTS a INTEGER;

ALTER TABLE acine ADD COLUMN IF NOT EXISTS a INTEGER;

INSERT INTO alembic_version (version_num) VALUES ('add_column_if_not_exists');

-- downgrade --
-- Running downgrade add_column_if_not_exists -> 

ALTER TABLE acine DROP CONSTRAINT never;

ALTER TABLE acine DROP COLUMN IF EXISTS a;

ALTER TABLE acine DROP COLUMN IF EXISTS a;

DROP TABLE acine;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'add_column_if_not_exists';

