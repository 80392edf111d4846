-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_functions_on_postgresql_mysql_mariadb

t.s = NULL.snow()TabTab.id;

INSERT INTO alembic_version (version_num) VALUES ('expression_functions_on_postgresql_mysql_mariadb');

-- downgrade --
-- Running downgrade expression_functions_on_postgresql_mysql_mariadb -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_functions_on_postgresql_mysql_mariadb';

