-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> core_aliases_of_aliases

DELETE FROM u WHERE EXISTS (SELECT t_1.elem 
FROM LATERAL jsonb_array_elements_text(u.a) WITH ORDINALITY AS t_1(elem, ord));

DELETE FROM u WHERE EXISTS (SELECT g.x 
FROM LATERAL jsonb_array_elements_text(u.a) AS g);

DELETE FROM u WHERE EXISTS (SELECT anon_1.x 
FROM LATERAL jsonb_array_elements_text(u.a) AS anon_1);

DELETE FROM u WHERE EXISTS (SELECT nm_1.x 
FROM LATERAL jsonb_array_elements_text(u.a) AS nm_1);

DELETE FROM u WHERE EXISTS (SELECT vv.x 
FROM LATERAL (VALUES (1)) AS vv (x));

DELETE FROM u WHERE EXISTS (SELECT s.id 
FROM LATERAL (SELECT u.id AS id 
FROM u) AS s);

DELETE FROM u WHERE EXISTS (SELECT anon_1.id 
FROM (SELECT u.id AS id 
FROM u) AS anon_1);

DELETE FROM u WHERE EXISTS (SELECT ss_1.id 
FROM (SELECT u.id AS id 
FROM u) AS ss_1);

WITH cc AS 
(SELECT u.id AS id 
FROM u)
 DELETE FROM u WHERE EXISTS (SELECT anon_1.id 
FROM cc AS anon_1);

DELETE FROM u WHERE EXISTS (SELECT anon_1.id 
FROM u AS anon_1);

DELETE FROM u WHERE EXISTS (SELECT v_1.id 
FROM u AS v_1);

INSERT INTO alembic_version (version_num) VALUES ('core_aliases_of_aliases') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade core_aliases_of_aliases -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'core_aliases_of_aliases';

COMMIT;

