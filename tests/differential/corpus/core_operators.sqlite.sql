-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> core_operators

SELECT t.id 
FROM t 
WHERE (t.name LIKE '%' || 'a' || '%') AND (t.name LIKE 'b' || '%') AND (t.name NOT LIKE '%' || 'c');

SELECT t.id 
FROM t 
WHERE (t.name LIKE '%' || '50/%' || '%' ESCAPE '/') AND (lower(t.name) LIKE '%' || lower('x') || '%');

SELECT t.id 
FROM t 
WHERE lower(t.name) LIKE lower('%b%') AND t.name NOT LIKE 'z' ESCAPE '/';

SELECT t.id 
FROM t 
WHERE (t.id, t.name) IN (VALUES (1, 'a'), (2, 'b'));

SELECT t.id 
FROM t 
WHERE t.id IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1) AND (t.id NOT IN (1)) AND t.n BETWEEN SYMMETRIC 1 AND 5;

SELECT t.n / (2 + 0.0) AS anon_1, t.n / 2 AS anon_2, FLOOR(t.price / 2) AS anon_3, t.n % 2 AS anon_4, (t.n + 1) * 2 AS anon_5, t.name || 'x' AS anon_6 
FROM t;

SELECT t.n & 1 AS anon_1, (t.n | 3 - t.n & 3) AS anon_2, (t.n & 3) * 2 AS anon_3 
FROM t;

SELECT t.id 
FROM t 
WHERE t.n = '5' AND t.flag = 1 AND t.flag = 0 AND t.n IS NULL;

SELECT t.id 
FROM t 
WHERE t.id = 1 AND NOT (t.id = 1 OR t.n = 2);

SELECT t.id 
FROM t 
WHERE 1 = 1;

SELECT CASE WHEN (t.id = 1) THEN 'one' ELSE 'many' END AS anon_1, CASE t.id WHEN 1 THEN 'a' ELSE t.name END AS anon_2 
FROM t;

SELECT JSON_QUOTE(JSON_EXTRACT(JSON_QUOTE(JSON_EXTRACT(t.js, '$."a"')), '$."b"')) AS anon_1, JSON_QUOTE(JSON_EXTRACT(t.js, '$."a"[1]')) AS anon_2, JSON_EXTRACT(t.js, '$."a"') AS anon_3, JSON_EXTRACT(t.js, '$."n"') AS anon_4 
FROM t;

SELECT t.name COLLATE "C" AS anon_1 
FROM t ORDER BY t.name COLLATE "C" DESC;

INSERT INTO alembic_version (version_num) VALUES ('core_operators') RETURNING version_num;

-- downgrade --
-- Running downgrade core_operators -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'core_operators';

