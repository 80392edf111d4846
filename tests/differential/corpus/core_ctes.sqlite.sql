-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> core_ctes

WITH c AS 
(SELECT t.id AS id, t.name AS name 
FROM t 
WHERE t.n > 1)
 SELECT c.id 
FROM c 
WHERE c.name = 'x';

WITH anon_1 AS 
(SELECT t.id AS id 
FROM t)
 SELECT anon_1.id 
FROM anon_1;

WITH c AS 
(SELECT t.id AS id, t.name AS name 
FROM t 
WHERE t.n > 1), 
d AS 
(SELECT c.id AS id 
FROM c)
 SELECT d.id, c.id AS id_1 
FROM d, c;

WITH RECURSIVE tree(id, n) AS 
(SELECT t.id AS id, t.n AS n 
FROM t 
WHERE t.n IS NULL UNION ALL SELECT t.id AS id, t.n AS n 
FROM t, tree 
WHERE t.n = tree.id)
 SELECT tree.id, tree.n 
FROM tree;

WITH c AS 
(SELECT t.id AS id, t.name AS name 
FROM t 
WHERE t.n > 1)
 INSERT INTO u (t_id, name) SELECT c.id, c.name 
FROM c;

WITH c AS 
(SELECT t.id AS id, t.name AS name 
FROM t 
WHERE t.n > 1)
 UPDATE u SET v=1 WHERE u.t_id IN (SELECT c.id 
FROM c);

WITH c AS 
(SELECT t.id AS id, t.name AS name 
FROM t 
WHERE t.n > 1)
 DELETE FROM u WHERE u.t_id IN (SELECT c.id 
FROM c);

INSERT INTO alembic_version (version_num) VALUES ('core_ctes') RETURNING version_num;

-- downgrade --
-- Running downgrade core_ctes -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'core_ctes';

