-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_updates_on_postgresql_sqlite_mariadb

UPDATE `Tab` SET name='x';

INSERT INTO alembic_version (version_num) VALUES ('expression_updates_on_postgresql_sqlite_mariadb');

-- downgrade --
-- Running downgrade expression_updates_on_postgresql_sqlite_mariadb -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_updates_on_postgresql_sqlite_mariadb';

