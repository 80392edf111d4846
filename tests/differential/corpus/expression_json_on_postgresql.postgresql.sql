-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_json_on_postgresql

SELECT t.jb ->> 'a' AS anon_1, (t.jb['a']) ->> 'b' AS anon_2, t.jb #>> '{a, b}' AS anon_3, t.jb ->> 1 AS anon_4 
FROM t;

SELECT CAST((t.jb['a']) ->> 'b' AS INTEGER) AS anon_1 
FROM t;

SELECT t.id 
FROM t 
WHERE (t.jb ->> 'a') = 'x';

SELECT t.id 
FROM t 
WHERE CAST(t.jb ->> 'a' AS BOOLEAN);

SELECT t.id 
FROM t 
WHERE CAST(t.jb['a'] AS VARCHAR) = '"x"';

SELECT t.id 
FROM t 
WHERE t.jb ? 'a' AND t.jb ?| ARRAY['a', 'b'] AND t.jb ?& ARRAY['a'];

SELECT t.id 
FROM t 
WHERE NOT (t.jb ? 'a');

SELECT t.id 
FROM t 
WHERE t.jb['a']['b'] ? 'c';

SELECT t.jb #- CAST(ARRAY['a', 'b'] AS TEXT[]) AS anon_1, t.jb #- CAST(ARRAY['a'] AS TEXT[]) AS anon_2 
FROM t;

SELECT t.jb @? '$.a' AS anon_1, t.jb @@ '$.a == 1' AS anon_2 
FROM t;

UPDATE t SET jb=(t.jb - 'a');

UPDATE t SET jb=(t.jb - 'x');

UPDATE t SET jb=jsonb_set(t.jb, '{a}', '"x"');

UPDATE t SET jb=(t.jb #- '{a,b}');

UPDATE t SET jb=(t.jb #- '{a,b}');

SELECT t.jb ->> 'a' AS anon_1, (t.jb -> 'a') ->> 'b' AS anon_2 
FROM t;

SELECT t.id 
FROM t 
WHERE (t.jb ->> 'a') = 'x';

SELECT t.id 
FROM t 
WHERE t.jb ? 'a';

SELECT t.id 
FROM t 
WHERE t.jb @> '{"a": 1}';

SELECT t.id 
FROM t 
WHERE t.jb @> '{"a": 1}';

SELECT t.id 
FROM t 
WHERE NOT (t.jb @? '$.a');

SELECT jsonb_typeof(t.jb) AS jsonb_typeof_1, jsonb_array_length(t.jb['a']) AS jsonb_array_length_1 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('expression_json_on_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_json_on_postgresql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_json_on_postgresql';

COMMIT;

