-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_cases

SELECT t.id 
FROM t 
WHERE CASE WHEN (t.id = 1) THEN 1 ELSE 0 END = 1;

SELECT t.id 
FROM t 
WHERE CASE WHEN (t.id = 1) THEN t.b ELSE t.b END = 1;

SELECT t.id 
FROM t 
WHERE CASE WHEN t.b THEN 1 ELSE 0 END = 1;

SELECT CASE WHEN (t.id = 1) THEN 'a' WHEN (t.id = 2) THEN 'b' ELSE 'c' END AS anon_1 
FROM t;

SELECT CASE t.id WHEN 1 THEN 'a' WHEN 2 THEN 'b' ELSE 'c' END AS anon_1 
FROM t;

SELECT CASE t.s WHEN 'x' THEN 1 END AS anon_1 
FROM t;

SELECT CASE WHEN (t.id = 1) THEN t.n END AS anon_1 
FROM t;

SELECT CASE WHEN (t.id > 1) THEN NULL ELSE t.n END AS anon_1 
FROM t;

SELECT CASE WHEN (t.s IS NULL) THEN 'a' ELSE t.s END AS q 
FROM t;

SELECT CASE WHEN (t.id = 1) THEN 1 ELSE 0 END + 1 AS anon_1 
FROM t;

SELECT sum(CASE WHEN (t.b = 1) THEN 1 ELSE 0 END) AS sum_1 
FROM t;

SELECT t.id 
FROM t 
WHERE CASE WHEN (t.id = 1) THEN 1 ELSE 0 END = 1;

SELECT t.id 
FROM t ORDER BY CASE WHEN (t.id = 1) THEN 0 ELSE 1 END, CASE t.n WHEN 1 THEN 2 END DESC;

SELECT CASE WHEN (t.id = 1 AND t.n = 2) THEN 1 WHEN (t.b = 1 OR t.b = 0) THEN 2 END AS anon_1 
FROM t;

SELECT CASE WHEN t.b THEN 1 END AS anon_1 
FROM t;

SELECT CASE WHEN t.b = 0 THEN 1 END AS anon_1 
FROM t;

SELECT CASE WHEN (t.id = 1) THEN CASE WHEN (t.n = 1) THEN 'x' ELSE 'y' END ELSE 'z' END AS anon_1 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('expression_cases') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_cases -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_cases';

