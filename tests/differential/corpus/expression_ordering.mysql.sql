-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_ordering

SELECT t.id 
FROM t ORDER BY t.s COLLATE `de_DE` DESC;

SELECT t.id 
FROM t ORDER BY t.n NULLS FIRST, t.id DESC NULLS LAST, t.s ASC NULLS LAST, t.s DESC NULLS FIRST;

SELECT t.id 
FROM t ORDER BY t.n DESC NULLS LAST;

SELECT DISTINCT t.id 
FROM t;

SELECT DISTINCT t.id, DISTINCT t.n 
FROM t;

SELECT a, b, count(*) as n 
FROM foo 
WHERE a = 1 GROUP BY c ORDER BY b DESC;

SELECT t.id AS a 
FROM t ORDER BY a;

SELECT t.id 
FROM t 
 LIMIT 5;

SELECT t.id 
FROM t 
 LIMIT 10, 5;

SELECT t.id 
FROM t 
 LIMIT 0;

SELECT t.id 
FROM t;

SELECT `Tab`.id, `Tab`.name, `Tab`.u_id, `Tab`.n 
FROM `Tab` 
WHERE `Tab`.id = 1 ORDER BY `Tab`.id;

INSERT INTO alembic_version (version_num) VALUES ('expression_ordering');

-- downgrade --
-- Running downgrade expression_ordering -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_ordering';

