-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_aliases_on_sqlite_mysql_mariadb

INSERT INTO `Tab` (id) VALUES ((SELECT max(usr.id) AS max_1 
FROM usr));

INSERT INTO `Tab` (id, name) VALUES ((SELECT max(usr.id) + 1 AS anon_1 
FROM usr), 'a');

INSERT INTO alembic_version (version_num) VALUES ('expression_aliases_on_sqlite_mysql_mariadb');

-- downgrade --
-- Running downgrade expression_aliases_on_sqlite_mysql_mariadb -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_aliases_on_sqlite_mysql_mariadb';

