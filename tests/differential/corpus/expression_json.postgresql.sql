-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_json

SELECT t.j -> 'a' AS anon_1 
FROM t;

SELECT (t.j -> 'a') -> 'b' AS anon_1 
FROM t;

SELECT CAST((t.j -> 'a') ->> 'b' AS VARCHAR) AS anon_1 
FROM t;

SELECT CAST((t.j -> 'a') ->> 'b' AS INTEGER) AS anon_1, CAST(t.j ->> 1 AS FLOAT) AS anon_2, CAST(t.j ->> 'a' AS BOOLEAN) AS anon_3, t.j -> 'x' AS anon_4, CAST(t.j ->> 'n' AS NUMERIC(10, 2)) AS anon_5 
FROM t;

SELECT CAST(t.j #>> '{a, b, 1}' AS VARCHAR) AS anon_1 
FROM t;

SELECT t.j #> '{a, b}' AS anon_1 
FROM t;

SELECT t.id 
FROM t 
WHERE CAST((t.j ->> 'a') AS VARCHAR) = 'x';

SELECT t.id 
FROM t 
WHERE CAST((t.j ->> 'a') AS BOOLEAN) = true;

SELECT t.id 
FROM t 
WHERE CAST(t.j ->> 'a' AS BOOLEAN);

SELECT t.id 
FROM t 
WHERE CAST(((t.j -> 'a') ->> 'b') AS INTEGER) > 5;

SELECT t.id 
FROM t 
WHERE CAST(t.j ->> 'a' AS VARCHAR) LIKE 'x%';

SELECT t.id 
FROM t 
WHERE CAST((t.j ->> 'a') AS VARCHAR) IN ('a', 'b');

SELECT t.id 
FROM t 
WHERE (t.j -> 'a') IS NULL AND (t.j -> 'b') IS NOT NULL;

SELECT t.id 
FROM t 
WHERE t.j IS NULL;

SELECT t.id 
FROM t 
WHERE t.j IS NULL AND t.j IS NOT NULL;

SELECT CAST(CAST(t.j ->> 'a' AS VARCHAR) AS INTEGER) AS anon_1 
FROM t;

SELECT CAST(t.j -> 'a' AS INTEGER) AS anon_1 
FROM t;

SELECT CAST(t.j ->> 'a' AS VARCHAR) AS q 
FROM t ORDER BY q;

INSERT INTO alembic_version (version_num) VALUES ('expression_json') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_json -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_json';

COMMIT;

