-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_booleans

SELECT t.id 
FROM t 
WHERE t.n BETWEEN 1 AND 5 AND t.n NOT BETWEEN 1 AND 5 AND t.n BETWEEN 1 AND t.id AND t.n NOT BETWEEN 1 AND 5;

SELECT t.id 
FROM t 
WHERE (t.n NOT IN (NULL) OR (1 = 1));

SELECT t.id 
FROM t 
WHERE t.n IS NULL AND t.n IS NOT NULL AND t.n IS NOT NULL AND t.b IS true AND t.b IS false AND t.b IS NOT true AND t.n IS NULL AND t.b IS NOT false;

SELECT t.id 
FROM t 
WHERE t.n IS NULL AND t.n IS NOT NULL AND t.b = true AND t.b != false AND t.b = false AND t.b = true;

SELECT t.id 
FROM t 
WHERE t.b = 1 AND t.b = 0 AND t.b = 0;

SELECT t.id 
FROM t 
WHERE t.n = 1;

SELECT t.id 
FROM t 
WHERE false = 1;

SELECT t.id 
FROM t 
WHERE false = 1;

SELECT t.id 
FROM t 
WHERE t.n = 1 AND t.n = 2;

SELECT t.id 
FROM t 
WHERE t.n = 0 AND t.n = 1 AND t.n = 2 AND (t.n = 0 OR t.n = 1 OR t.n = 2);

SELECT t.id 
FROM t 
WHERE t.n = 1 AND t.b = 1;

SELECT t.n = 1 AS q, t.n > 1 AS anon_1, t.n = t.id AS anon_2, t.n = 1 AND t.b = 1 AS anon_3, t.b = true AS anon_4, t.b = 0 AS b 
FROM t;

SELECT x;

SELECT t.id 
FROM t 
WHERE t.e = 'a' AND t.e != 'b' AND t.e IS NULL;

INSERT INTO alembic_version (version_num) VALUES ('expression_booleans');

-- downgrade --
-- Running downgrade expression_booleans -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_booleans';

