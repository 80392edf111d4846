-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_if_not_exists

CREATE TABLE IF NOT EXISTS ine (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS ine (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS ix_ine_id ON ine (id);

INSERT INTO alembic_version (version_num) VALUES ('create_table_if_not_exists');

-- downgrade --
-- Running downgrade create_table_if_not_exists -> 

DROP INDEX IF EXISTS ix_ine_id ON ine;

DROP TABLE IF EXISTS ine;

DROP TABLE IF EXISTS ine_never;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_if_not_exists';

