-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_plain

CREATE TABLE plain (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    name VARCHAR(50) NOT NULL, 
    note TEXT, 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('create_table_plain');

-- downgrade --
-- Running downgrade create_table_plain -> 

DROP TABLE plain;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_plain';

