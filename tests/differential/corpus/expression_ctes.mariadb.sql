-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_ctes

WITH c AS 
(SELECT t.id AS id, t.n AS n 
FROM t 
WHERE t.n > 1)
 SELECT c.id, c.n 
FROM c;

WITH anon_1 AS 
(SELECT t.id AS id, t.n AS n 
FROM t)
 SELECT anon_1.id 
FROM anon_1;

WITH c AS 
(SELECT t.id AS id, t.n AS n 
FROM t)
 UPDATE `Tab`, c SET `Tab`.n=c.n WHERE `Tab`.id = c.id;

WITH c AS 
(SELECT t.id AS id, t.n AS n 
FROM t)
 DELETE FROM `Tab` WHERE `Tab`.id IN (SELECT c.id 
FROM c);

INSERT INTO `Tab` (id, n) WITH c AS 
(SELECT t.id AS id, t.n AS n 
FROM t)
 SELECT c.id, c.n 
FROM c;

INSERT INTO `Tab` (id, n) WITH c AS 
(SELECT t.id AS id, t.n AS n 
FROM t)
 SELECT c.id, c.n 
FROM c;

WITH ins AS 
(INSERT INTO t (n) VALUES (1) RETURNING t.id)
 SELECT ins.id 
FROM ins;

INSERT INTO u (id) WITH upd AS 
(UPDATE t SET n=1 RETURNING t.id)
 SELECT upd.id 
FROM upd;

INSERT INTO u (id, s) WITH gone AS 
(DELETE FROM t WHERE t.n = 1 RETURNING t.id, t.s)
 SELECT gone.id, gone.s 
FROM gone;

WITH gone AS 
(DELETE FROM t)
 SELECT u.id 
FROM u;

WITH gone AS 
(DELETE FROM t RETURNING t.id)
 DELETE FROM u WHERE u.id IN (SELECT gone.id 
FROM gone);

WITH c AS 
(SELECT t.id AS id 
FROM t)
 UPDATE u SET id=1;

SELECT u.id 
FROM u 
WHERE u.id IN (WITH c AS 
(SELECT t.id AS id 
FROM t)
 SELECT c.id 
FROM c);

WITH c AS 
(SELECT t.id AS id 
FROM t)
 SELECT c.id 
FROM c;

WITH c AS 
(SELECT t.id AS id 
FROM t) xx 
 SELECT c.id 
FROM c;

WITH RECURSIVE c(n) AS 
(SELECT 1 AS n UNION ALL SELECT c.n + 1 AS anon_1 
FROM c 
WHERE c.n < 10)
 SELECT c.n 
FROM c;

WITH c AS 
(select 1 as a)
 SELECT c.a 
FROM c;

WITH a AS 
(SELECT t.id AS id 
FROM t), 
b AS 
(SELECT a.id AS id 
FROM a)
 SELECT a.id, b.id AS id_1 
FROM a INNER JOIN b ON a.id = b.id;

WITH q AS 
(SELECT t.id AS id 
FROM t UNION SELECT u.id AS id 
FROM u)
 SELECT q.id 
FROM q;

INSERT INTO alembic_version (version_num) VALUES ('expression_ctes');

-- downgrade --
-- Running downgrade expression_ctes -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_ctes';

