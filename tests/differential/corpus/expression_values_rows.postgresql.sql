-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_values_rows

SELECT v.a, v.b 
FROM (VALUES (1, 'x'), (2, 'y')) AS v (a, b);

SELECT q.a, q.b 
FROM (VALUES (1, 'x'), (2, 'y')) AS q (a, b);

SELECT v.a 
FROM (VALUES (1), (2)) AS v (a);

SELECT t.id 
FROM t 
WHERE t.id IN (SELECT v.a 
FROM (VALUES (1), (2)) AS v (a));

WITH vv(a) AS 
(VALUES (1))
 SELECT vv.a 
FROM vv;

SELECT t.id, v.a 
FROM t, LATERAL (VALUES (1)) AS v (a);

SELECT (VALUES (1, 'x')) AS anon_1;

WITH c(a) AS 
(VALUES (1))
 SELECT c.a 
FROM c;

INSERT INTO alembic_version (version_num) VALUES ('expression_values_rows') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_values_rows -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_values_rows';

COMMIT;

