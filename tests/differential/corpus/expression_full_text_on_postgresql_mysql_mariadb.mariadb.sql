-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_full_text_on_postgresql_mysql_mariadb

SELECT REGEXP_REPLACE(t.s, 'a', 'b') AS anon_1 
FROM t;

SELECT t.id 
FROM t 
WHERE (REGEXP_REPLACE(t.s, 'a', 'b')) = 'c';

INSERT INTO alembic_version (version_num) VALUES ('expression_full_text_on_postgresql_mysql_mariadb');

-- downgrade --
-- Running downgrade expression_full_text_on_postgresql_mysql_mariadb -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_full_text_on_postgresql_mysql_mariadb';

