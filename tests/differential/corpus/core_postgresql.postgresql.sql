-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> core_postgresql

SELECT p.jb ->> 'a' AS anon_1, CAST(p.jb['a'] ->> 'b' AS INTEGER) AS anon_2, p.jb ? 'a' AS anon_3, p.jb - 'x' AS anon_4 
FROM p;

SELECT p.arr[1] AS anon_1, p.arr[1:3] AS anon_2, p.arr || ARRAY[3] AS anon_3, p.arr @> ARRAY[1] AS anon_4, 5 = ANY (p.arr) AS anon_5 
FROM p;

SELECT p.id 
FROM p 
WHERE p.id = ANY (p.arr) AND p.name ~* 'x';

SELECT DISTINCT ON (p.name) p.id 
FROM p FOR UPDATE OF p SKIP LOCKED;

SELECT p.id 
FROM p FOR SHARE NOWAIT;

SELECT p.id, l.v 
FROM p JOIN LATERAL (SELECT u.v AS v 
FROM u 
WHERE u.t_id = p.id) AS l ON true;

SELECT p.id, anon_1.key, anon_1.value 
FROM p, jsonb_each(p.jb) AS anon_1;

SELECT el 
FROM unnest(p.arr) AS el;

WITH made AS 
(INSERT INTO u (v) VALUES (1) RETURNING u.id)
 SELECT made.id 
FROM made;

UPDATE p SET name=given.b FROM (VALUES (1, 'x'), (2, 'y')) AS given (a, b) WHERE p.id = given.a;

INSERT INTO p (id, name) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE p.id > 3;

DELETE FROM p USING u WHERE p.id = u.t_id RETURNING p.id;

INSERT INTO alembic_version (version_num) VALUES ('core_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade core_postgresql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'core_postgresql';

COMMIT;

