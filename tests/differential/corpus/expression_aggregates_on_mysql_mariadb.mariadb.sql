-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_aggregates_on_mysql_mariadb

SELECT group_concat(t.s SEPARATOR ', ') AS aggregate_strings_1 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('expression_aggregates_on_mysql_mariadb');

-- downgrade --
-- Running downgrade expression_aggregates_on_mysql_mariadb -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_aggregates_on_mysql_mariadb';

