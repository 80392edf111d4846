-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_full_text_on_mysql_mariadb

SELECT t.id 
FROM t 
WHERE MATCH (t.s) AGAINST ('x');

SELECT t.id 
FROM t 
WHERE MATCH (t.s, t.x) AGAINST ('x' IN BOOLEAN MODE);

SELECT t.id 
FROM t 
WHERE MATCH (t.s) AGAINST ('x' IN NATURAL LANGUAGE MODE);

SELECT t.id 
FROM t 
WHERE MATCH (t.s) AGAINST ('x' IN BOOLEAN MODE);

SELECT t.id 
FROM t 
WHERE MATCH (t.s) AGAINST ('x' WITH QUERY EXPANSION);

SELECT t.id 
FROM t 
WHERE MATCH (t.s) AGAINST ('x' IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION);

SELECT t.id 
FROM t ORDER BY MATCH (t.s) AGAINST ('x') DESC;

SELECT t.id, MATCH (t.s) AGAINST ('x') AS score 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('expression_full_text_on_mysql_mariadb');

-- downgrade --
-- Running downgrade expression_full_text_on_mysql_mariadb -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_full_text_on_mysql_mariadb';

