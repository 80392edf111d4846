-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> bulk_insert_json

CREATE TABLE bij (
    id INTEGER, 
    data JSON
);

INSERT INTO alembic_version (version_num) VALUES ('bulk_insert_json');

-- downgrade --
-- Running downgrade bulk_insert_json -> 

DROP TABLE bij;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'bulk_insert_json';

