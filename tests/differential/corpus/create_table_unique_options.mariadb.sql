-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_unique_options

CREATE TABLE uniq (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    a INTEGER, 
    b INTEGER, 
    PRIMARY KEY (id), 
    UNIQUE (a), 
    CONSTRAINT uq_uniq_deferred UNIQUE (a, b) DEFERRABLE INITIALLY DEFERRED
);

INSERT INTO alembic_version (version_num) VALUES ('create_table_unique_options');

-- downgrade --
-- Running downgrade create_table_unique_options -> 

DROP TABLE uniq;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_unique_options';

