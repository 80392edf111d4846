-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> operations_object

CREATE TABLE oo (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
);

ALTER TABLE oo ADD COLUMN a INTEGER;

INSERT INTO alembic_version (version_num) VALUES ('operations_object');

-- downgrade --
-- Running downgrade operations_object -> 

DROP TABLE oo;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'operations_object';

