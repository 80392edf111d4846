-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_compounds

INSERT INTO `Tab` (id) SELECT usr.id 
FROM usr UNION SELECT `Tab`.u_id 
FROM `Tab`;

SELECT t.id 
FROM t UNION SELECT u.id 
FROM u;

SELECT t.id 
FROM t UNION ALL SELECT u.id 
FROM u ORDER BY id 
 LIMIT 5;

SELECT t.id 
FROM t UNION SELECT u.id 
FROM u UNION SELECT u.t_id 
FROM u;

SELECT t.id 
FROM t EXCEPT SELECT u.id 
FROM u;

SELECT t.id 
FROM t INTERSECT SELECT u.id 
FROM u;

SELECT t.id 
FROM t INTERSECT ALL SELECT u.id 
FROM u;

SELECT t.id 
FROM t EXCEPT ALL SELECT u.id 
FROM u;

(SELECT t.id 
FROM t 
 LIMIT 1) UNION (SELECT u.id 
FROM u ORDER BY u.n 
 LIMIT 2);

SELECT t.id 
FROM t 
WHERE t.id IN (SELECT u.id 
FROM u UNION SELECT u.t_id 
FROM u);

(SELECT t.id 
FROM t UNION SELECT u.id 
FROM u) EXCEPT SELECT u.n 
FROM u;

SELECT t.id 
FROM t INTERSECT SELECT u.id 
FROM u;

INSERT INTO alembic_version (version_num) VALUES ('expression_compounds');

-- downgrade --
-- Running downgrade expression_compounds -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_compounds';

