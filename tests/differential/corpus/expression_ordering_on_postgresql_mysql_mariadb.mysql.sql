-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_ordering_on_postgresql_mysql_mariadb

SELECT t.id 
FROM t 
 LIMIT 5, 18446744073709551615;

INSERT INTO alembic_version (version_num) VALUES ('expression_ordering_on_postgresql_mysql_mariadb');

-- downgrade --
-- Running downgrade expression_ordering_on_postgresql_mysql_mariadb -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_ordering_on_postgresql_mysql_mariadb';

