-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_inserts_on_sqlite_mysql_mariadb

INSERT INTO `Tab` () VALUES ();

INSERT INTO alembic_version (version_num) VALUES ('expression_inserts_on_sqlite_mysql_mariadb');

-- downgrade --
-- Running downgrade expression_inserts_on_sqlite_mysql_mariadb -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_inserts_on_sqlite_mysql_mariadb';

