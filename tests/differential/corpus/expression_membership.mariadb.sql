-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_membership

SELECT t.id 
FROM t 
WHERE t.id IN (1, 2);

SELECT t.id 
FROM t 
WHERE t.id IN (NULL) AND (1 != 1);

SELECT t.id 
FROM t 
WHERE t.id IN (1, 2);

SELECT t.id 
FROM t 
WHERE t.n IN (1, 2) AND (t.n NOT IN (3)) AND t.s IN ('a', 'b') AND (t.n NOT IN (4)) AND (t.n NOT IN (5));

SELECT t.id 
FROM t 
WHERE t.n IN (NULL) AND (1 != 1);

SELECT t.id 
FROM t 
WHERE (t.n NOT IN (NULL) OR (1 = 1));

SELECT t.id 
FROM t 
WHERE t.s IN (NULL) AND (1 != 1);

SELECT t.id 
FROM t 
WHERE t.n IN (1, 2) AND t.n IN (3) AND t.n IN (4, 5);

SELECT t.id 
FROM t 
WHERE t.n IN (1, NULL);

SELECT t.id 
FROM t, u 
WHERE t.n IN (t.id, u.id, 5);

SELECT t.id 
FROM t 
WHERE t.n IN (SELECT u.n 
FROM u) AND (t.n NOT IN (SELECT u.n 
FROM u 
WHERE u.id = t.id));

SELECT t.id 
FROM t 
WHERE t.n IN ((1,2)) AND t.n IN (select 1);

SELECT t.id 
FROM t 
WHERE t.e IN ('a', 'b') AND t.d IN ('2020-01-01') AND t.b IN (true, false) AND t.num IN (1.50);

SELECT t.id 
FROM t 
WHERE lower(t.s) IN ('a');

SELECT t.id 
FROM t 
WHERE t.id = 3 AND t.s = 'a' AND t.id IN (1, 2);

SELECT `Tab`.id, `Tab`.name, `Tab`.u_id, `Tab`.n 
FROM `Tab` 
WHERE `Tab`.u_id IN (SELECT usr.id 
FROM usr 
WHERE usr.name IN ('a', 'b'));

INSERT INTO alembic_version (version_num) VALUES ('expression_membership');

-- downgrade --
-- Running downgrade expression_membership -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_membership';

