-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_compounds_on_postgresql_mysql_mariadb

SELECT t.id 
FROM t UNION SELECT u.id 
FROM u ORDER BY id DESC 
 LIMIT 3, 18446744073709551615;

INSERT INTO alembic_version (version_num) VALUES ('expression_compounds_on_postgresql_mysql_mariadb');

-- downgrade --
-- Running downgrade expression_compounds_on_postgresql_mysql_mariadb -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_compounds_on_postgresql_mysql_mariadb';

