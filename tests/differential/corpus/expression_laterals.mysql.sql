-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_laterals

SELECT t.id, l.n 
FROM t, LATERAL (SELECT u.n AS n 
FROM u 
WHERE u.t_id = t.id) AS l;

SELECT t.id 
FROM t INNER JOIN LATERAL (SELECT u.n AS n 
FROM u 
WHERE u.t_id = t.id) AS l ON true = 1;

SELECT t.id 
FROM t INNER JOIN LATERAL (SELECT u.n AS n 
FROM u 
WHERE u.t_id = t.id) AS anon_1 ON true = 1;

SELECT ll.n, t.id 
FROM LATERAL (SELECT u.n AS n 
FROM u 
WHERE u.t_id = t.id) AS ll, t;

INSERT INTO alembic_version (version_num) VALUES ('expression_laterals');

-- downgrade --
-- Running downgrade expression_laterals -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_laterals';

