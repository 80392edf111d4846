-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> core_from

SELECT t_1.id, t_2.id AS id_1 
FROM t AS t_1, t AS t_2 
WHERE t_1.id = t_2.n;

SELECT t.id, u.v 
FROM t LEFT OUTER JOIN u ON t.id = u.t_id 
WHERE t.n = 1;

SELECT t.id 
FROM t FULL OUTER JOIN u ON t.id = u.t_id;

SELECT t.id 
FROM t JOIN u ON t.id = u.t_id JOIN t AS t_1 ON t_1.id = u.v;

SELECT anon_1.id, anon_1.count_1 
FROM (SELECT t.id AS id, count(t.n) AS count_1 
FROM t GROUP BY t.id) AS anon_1;

SELECT u.name, anon_1.id 
FROM u JOIN (SELECT t.id AS id, count(t.n) AS count_1 
FROM t GROUP BY t.id) AS anon_1 ON u.t_id = anon_1.id;

SELECT named.id, named.id_1 
FROM (SELECT t.id AS id, u.id AS id_1 
FROM t, u) AS named;

INSERT INTO alembic_version (version_num) VALUES ('core_from') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade core_from -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'core_from';

COMMIT;

