-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_json

SELECT JSON_EXTRACT(t.j, '$."a"') AS anon_1 
FROM t;

SELECT JSON_EXTRACT(JSON_EXTRACT(t.j, '$."a"'), '$."b"') AS anon_1 
FROM t;

SELECT CASE JSON_EXTRACT(JSON_EXTRACT(t.j, '$."a"'), '$."b"') WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(JSON_EXTRACT(t.j, '$."a"'), '$."b"')) END AS anon_1 
FROM t;

SELECT CASE JSON_EXTRACT(JSON_EXTRACT(t.j, '$."a"'), '$."b"') WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(JSON_EXTRACT(t.j, '$."a"'), '$."b"') AS SIGNED INTEGER) END AS anon_1, CASE JSON_EXTRACT(t.j, '$[1]') WHEN 'null' THEN NULL ELSE JSON_EXTRACT(t.j, '$[1]')+0.0000000000000000000000 END AS anon_2, CASE JSON_EXTRACT(t.j, '$."a"') WHEN 'null' THEN NULL WHEN true THEN true ELSE false END AS anon_3, JSON_EXTRACT(t.j, '$."x"') AS anon_4, CASE JSON_EXTRACT(t.j, '$."n"') WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(t.j, '$."n"') AS DECIMAL(10, 2)) END AS anon_5 
FROM t;

SELECT CASE JSON_EXTRACT(t.j, '$."a"."b"[1]') WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(t.j, '$."a"."b"[1]')) END AS anon_1 
FROM t;

SELECT JSON_EXTRACT(t.j, '$."a"."b"') AS anon_1 
FROM t;

SELECT t.id 
FROM t 
WHERE CASE JSON_EXTRACT(t.j, '$."a"') WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(t.j, '$."a"')) END = 'x';

SELECT t.id 
FROM t 
WHERE CASE JSON_EXTRACT(t.j, '$."a"') WHEN 'null' THEN NULL WHEN true THEN true ELSE false END = true;

SELECT t.id 
FROM t 
WHERE CASE JSON_EXTRACT(t.j, '$."a"') WHEN 'null' THEN NULL WHEN true THEN true ELSE false END;

SELECT t.id 
FROM t 
WHERE CASE JSON_EXTRACT(JSON_EXTRACT(t.j, '$."a"'), '$."b"') WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(JSON_EXTRACT(t.j, '$."a"'), '$."b"') AS SIGNED INTEGER) END > 5;

SELECT t.id 
FROM t 
WHERE CASE JSON_EXTRACT(t.j, '$."a"') WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(t.j, '$."a"')) END LIKE 'x%';

SELECT t.id 
FROM t 
WHERE CASE JSON_EXTRACT(t.j, '$."a"') WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(t.j, '$."a"')) END IN ('a', 'b');

SELECT t.id 
FROM t 
WHERE JSON_EXTRACT(t.j, '$."a"') IS NULL AND JSON_EXTRACT(t.j, '$."b"') IS NOT NULL;

SELECT t.id 
FROM t 
WHERE t.j IS NULL;

SELECT t.id 
FROM t 
WHERE t.j IS NULL AND t.j IS NOT NULL;

SELECT CAST(CASE JSON_EXTRACT(t.j, '$."a"') WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(t.j, '$."a"')) END AS SIGNED INTEGER) AS anon_1 
FROM t;

SELECT CAST(JSON_EXTRACT(t.j, '$."a"') AS SIGNED INTEGER) AS anon_1 
FROM t;

SELECT CASE JSON_EXTRACT(t.j, '$."a"') WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(t.j, '$."a"')) END AS q 
FROM t ORDER BY q;

INSERT INTO alembic_version (version_num) VALUES ('expression_json');

-- downgrade --
-- Running downgrade expression_json -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_json';

