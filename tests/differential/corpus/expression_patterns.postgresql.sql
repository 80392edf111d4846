-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_patterns

SELECT lower(t.s) = 'x' AS anon_1, lower(t.s) AS q, lower(t.s) LIKE 'a%' AS anon_2 
FROM t;

SELECT t.id 
FROM t 
WHERE t.s ILIKE '%x%' AND t.s NOT ILIKE 'x' AND t.s NOT ILIKE 'y' AND t.s NOT ILIKE 'y' ESCAPE '!';

SELECT t.id 
FROM t 
WHERE t.s LIKE '%x%' AND t.s NOT LIKE 'x' AND t.s NOT LIKE 'y' AND t.s LIKE 'a/%' ESCAPE '/' AND t.s LIKE t.x;

SELECT t.id 
FROM t 
WHERE t.s LIKE '10%%' AND t.s LIKE 'a\\_b';

SELECT t.id 
FROM t 
WHERE (t.s LIKE 'a' || '%') AND (t.s LIKE '%' || 'b') AND (t.s LIKE '%' || 'c' || '%');

SELECT t.id 
FROM t 
WHERE (t.s LIKE 'a/%' || '%' ESCAPE '/') AND (t.s LIKE '%' || 'b/_' ESCAPE '/') AND (t.s LIKE '%' || 'c//' || '%' ESCAPE '/') AND (t.s LIKE '%' || 'x' || '%' ESCAPE '^') AND (t.s LIKE '%' || 'c^^' || '%' ESCAPE '^');

SELECT t.id 
FROM t, u 
WHERE (t.s LIKE t.x || '%') AND (t.s LIKE '%' || u.s || '%') AND (t.s NOT LIKE 'z' || '%');

SELECT t.id 
FROM t 
WHERE (t.s ILIKE 'a' || '%') AND (t.s ILIKE '%' || 'b') AND (t.s ILIKE '%' || 'c' || '%') AND (t.s NOT ILIKE '%' || 'c' || '%');

SELECT t.id 
FROM t 
WHERE (t.s ILIKE 'a' || '%' ESCAPE '/') AND (t.s LIKE lower('x') || '%');

SELECT t.id 
FROM t 
WHERE t.s NOT LIKE 'a' AND t.s IS NOT NULL AND NOT (t.n = 1 AND t.b);

select t.id = NULL AND t.s LIKE NULL;

INSERT INTO alembic_version (version_num) VALUES ('expression_patterns') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_patterns -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_patterns';

COMMIT;

