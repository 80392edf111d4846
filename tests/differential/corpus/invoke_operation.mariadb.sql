-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> invoke_operation

CREATE TABLE io (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    a INTEGER, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_io_a ON io (a);

INSERT INTO alembic_version (version_num) VALUES ('invoke_operation');

-- downgrade --
-- Running downgrade invoke_operation -> 

DROP INDEX ix_io_a ON io;

DROP TABLE io;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'invoke_operation';

