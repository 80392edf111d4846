-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_parameters

[id, s];

[id, name, u_id, n];

SELECT t.id 
FROM t 
WHERE t.id = 5;

SELECT t.id 
FROM t 
WHERE t.id = 5;

SELECT 1, 'x';

SELECT 1 WHERE 2 IN (1, 2);

SELECT 1 WHERE 2 IN ('a', 'b');

SELECT '2020-01-02';

SELECT 'a' AS anon_1, 1 AS anon_2, NULL AS anon_3, true AS anon_4, 1.5 AS anon_5, 1.25 AS anon_6, '2020-01-02' AS anon_7, '2020-01-02 03:04:05' AS anon_8, 'a' AS q, 'x' AS anon_9, 5 AS anon_10;

SELECT * 
FROM t;

SELECT a 
FROM foo 
WHERE b = 5;

SELECT t.id 
FROM t 
WHERE id = 5;

SELECT t.id 
FROM t 
WHERE a = 1 or b = 2 AND t.id = 1;

INSERT INTO alembic_version (version_num) VALUES ('expression_parameters') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_parameters -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_parameters';

COMMIT;

