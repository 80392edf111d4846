-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_subqueries

UPDATE `Tab` SET name='y' WHERE EXISTS (SELECT * 
FROM usr 
WHERE usr.id = `Tab`.u_id);

DELETE FROM `Tab` WHERE NOT (EXISTS (SELECT * 
FROM usr 
WHERE usr.id = `Tab`.u_id));

SELECT EXISTS (SELECT * 
FROM t 
WHERE t.id = 1) AS anon_1;

SELECT EXISTS (SELECT t.id 
FROM t) AS anon_1;

SELECT EXISTS (SELECT t.id 
FROM t) AS anon_1;

SELECT t.id 
FROM t 
WHERE EXISTS (SELECT 1 
FROM u 
WHERE u.t_id = t.id);

SELECT t.id 
FROM t 
WHERE EXISTS (SELECT * 
FROM u 
WHERE u.t_id = t.id);

SELECT t.id 
FROM t 
WHERE NOT (EXISTS (SELECT * 
FROM u 
WHERE u.t_id = t.id));

SELECT t.id 
FROM t 
WHERE NOT (EXISTS (SELECT u.id 
FROM u 
WHERE u.t_id = t.id));

SELECT t.id 
FROM t 
WHERE EXISTS (SELECT u.id 
FROM u 
WHERE u.t_id = t.id);

SELECT t.id 
FROM t 
WHERE NOT (EXISTS (SELECT u.id 
FROM u 
WHERE u.t_id = t.id)) AND t.n = 1;

SELECT EXISTS (SELECT * 
FROM t 
WHERE t.id = 1) AS q;

SELECT EXISTS (SELECT * 
FROM t 
WHERE t.id = 1) AS anon_1;

SELECT CASE WHEN (EXISTS (SELECT * 
FROM u, t 
WHERE u.id = t.id)) THEN 1 ELSE 0 END AS anon_1;

INSERT INTO alembic_version (version_num) VALUES ('expression_subqueries');

-- downgrade --
-- Running downgrade expression_subqueries -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_subqueries';

