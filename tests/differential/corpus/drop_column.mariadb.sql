-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> drop_column

CREATE TABLE dc (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    a INTEGER, 
    PRIMARY KEY (id)
);

ALTER TABLE dc DROP COLUMN a;

INSERT INTO alembic_version (version_num) VALUES ('drop_column');

-- downgrade --
-- Running downgrade drop_column -> 

ALTER TABLE dc ADD COLUMN a INTEGER;

DROP TABLE dc;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'drop_column';

