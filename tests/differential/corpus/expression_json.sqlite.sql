-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_json

SELECT JSON_QUOTE(JSON_EXTRACT(t.j, '$."a"')) AS anon_1 
FROM t;

SELECT JSON_QUOTE(JSON_EXTRACT(JSON_QUOTE(JSON_EXTRACT(t.j, '$."a"')), '$."b"')) AS anon_1 
FROM t;

SELECT JSON_EXTRACT(JSON_QUOTE(JSON_EXTRACT(t.j, '$."a"')), '$."b"') AS anon_1 
FROM t;

SELECT JSON_EXTRACT(JSON_QUOTE(JSON_EXTRACT(t.j, '$."a"')), '$."b"') AS anon_1, JSON_EXTRACT(t.j, '$[1]') AS anon_2, JSON_EXTRACT(t.j, '$."a"') AS anon_3, JSON_QUOTE(JSON_EXTRACT(t.j, '$."x"')) AS anon_4, JSON_EXTRACT(t.j, '$."n"') AS anon_5 
FROM t;

SELECT JSON_EXTRACT(t.j, '$."a"."b"[1]') AS anon_1 
FROM t;

SELECT JSON_QUOTE(JSON_EXTRACT(t.j, '$."a"."b"')) AS anon_1 
FROM t;

SELECT t.id 
FROM t 
WHERE JSON_EXTRACT(t.j, '$."a"') = 'x';

SELECT t.id 
FROM t 
WHERE JSON_EXTRACT(t.j, '$."a"') = 1;

SELECT t.id 
FROM t 
WHERE JSON_EXTRACT(t.j, '$."a"');

SELECT t.id 
FROM t 
WHERE JSON_EXTRACT(JSON_QUOTE(JSON_EXTRACT(t.j, '$."a"')), '$."b"') > 5;

SELECT t.id 
FROM t 
WHERE JSON_EXTRACT(t.j, '$."a"') LIKE 'x%';

SELECT t.id 
FROM t 
WHERE JSON_EXTRACT(t.j, '$."a"') IN ('a', 'b');

SELECT t.id 
FROM t 
WHERE JSON_QUOTE(JSON_EXTRACT(t.j, '$."a"')) IS NULL AND JSON_QUOTE(JSON_EXTRACT(t.j, '$."b"')) IS NOT NULL;

SELECT t.id 
FROM t 
WHERE t.j IS NULL;

SELECT t.id 
FROM t 
WHERE t.j IS NULL AND t.j IS NOT NULL;

SELECT CAST(JSON_EXTRACT(t.j, '$."a"') AS INTEGER) AS anon_1 
FROM t;

SELECT CAST(JSON_QUOTE(JSON_EXTRACT(t.j, '$."a"')) AS INTEGER) AS anon_1 
FROM t;

SELECT JSON_EXTRACT(t.j, '$."a"') AS q 
FROM t ORDER BY q;

INSERT INTO alembic_version (version_num) VALUES ('expression_json') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_json -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_json';

