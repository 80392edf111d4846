-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_selects_on_sqlite_mysql_mariadb

SELECT `Tab`.id 
FROM `Tab`;

INSERT INTO alembic_version (version_num) VALUES ('expression_selects_on_sqlite_mysql_mariadb');

-- downgrade --
-- Running downgrade expression_selects_on_sqlite_mysql_mariadb -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_selects_on_sqlite_mysql_mariadb';

