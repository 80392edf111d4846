-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_aliases

id zz;

UPDATE `Tab` SET name='x' WHERE `Tab`.id = (SELECT usr.id 
FROM usr 
WHERE usr.boss = `Tab`.id);

UPDATE `Tab` SET name=(SELECT usr.name 
FROM usr 
WHERE usr.id = `Tab`.u_id);

UPDATE `Tab` SET name=(SELECT usr.name 
FROM usr 
WHERE usr.id = `Tab`.u_id 
 LIMIT 1);

SELECT a.id, b.id AS id_1 
FROM t AS a, t AS b 
WHERE a.id < b.id;

SELECT t_1.id, t_2.id AS id_1 
FROM t AS t_1, t AS t_2 
WHERE t_1.id < t_2.id;

SELECT q.id, q.s, q.n, q.f, q.num, q.b, q.d, q.dt, q.j, q.jb, q.arr, q.tags, q.u, q.us, q.e, q.x 
FROM t AS q;

SELECT q.id 
FROM (SELECT t.id AS id 
FROM t) AS q 
WHERE q.id = 1;

SELECT anon_1.id, anon_1.k 
FROM (SELECT t.id AS id, count(*) AS k 
FROM t GROUP BY t.id) AS anon_1 
WHERE anon_1.k > 1;

SELECT q.id, q.count_1 
FROM (SELECT t.id AS id, count(*) AS count_1 
FROM t GROUP BY t.id) AS q;

SELECT q.id, q.id_1 
FROM (SELECT t.id AS id, u.id AS id_1 
FROM t, u) AS q;

UPDATE `Tab`, `Tab` AS dup SET `Tab`.name=dup.name WHERE `Tab`.id = dup.u_id;

SELECT anon_1.id 
FROM ((SELECT t.id AS id 
FROM t ORDER BY t.id) UNION SELECT u.id AS id 
FROM u) AS anon_1;

SELECT q.id 
FROM (SELECT t.id AS id 
FROM t UNION SELECT u.id AS id 
FROM u) AS q;

SELECT q.id 
FROM (SELECT t.id AS id 
FROM t UNION SELECT u.id AS id 
FROM u) AS q;

SELECT (SELECT t.id 
FROM t UNION SELECT u.id 
FROM u) AS anon_1;

SELECT t.id, (SELECT count(*) AS count_1 
FROM u 
WHERE u.t_id = t.id) AS anon_1 
FROM t;

SELECT t.id, (SELECT count(u.id) AS count_1 
FROM u 
WHERE u.t_id = t.id) AS k 
FROM t;

SELECT t.id 
FROM t 
WHERE t.n > (SELECT avg(u.n) AS avg_1 
FROM u);

SELECT t.id 
FROM t 
WHERE (SELECT count(u.id) AS count_1 
FROM u 
WHERE u.t_id = t.id) > 3;

SELECT t.id 
FROM t 
WHERE t.n = (SELECT max(u.n) AS max_1 
FROM u 
WHERE u.t_id = t.id);

SELECT t.id 
FROM t 
WHERE t.n = (SELECT max(u.n) AS max_1 
FROM u, t 
WHERE u.t_id = t.id);

SELECT t.id 
FROM t 
WHERE t.n = (SELECT max(u.n) AS max_1 
FROM u 
WHERE u.t_id = t.id);

(SELECT count(DISTINCT t.id) AS count_1 
FROM t);

SELECT t.id 
FROM t 
WHERE t.n IN (SELECT u.n 
FROM u);

SELECT t.id, u.s 
FROM t INNER JOIN u ON u.t_id = t.id AND u.n > 1 LEFT OUTER JOIN u AS u2 ON true;

SELECT `Tab`.id 
FROM `Tab` INNER JOIN usr ON usr.id = `Tab`.u_id INNER JOIN usr AS b ON 1 = 1;

INSERT INTO alembic_version (version_num) VALUES ('expression_aliases');

-- downgrade --
-- Running downgrade expression_aliases -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_aliases';

