-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> core_correlation

SELECT t.id, (SELECT max(u.v) AS max_1 
FROM u 
WHERE u.t_id = t.id) AS anon_1 
FROM t;

SELECT t.id 
FROM t 
WHERE (EXISTS (SELECT * 
FROM u 
WHERE u.t_id = t.id)) AND NOT (EXISTS (SELECT u.id 
FROM u 
WHERE u.v = 1));

SELECT t.id 
FROM t 
WHERE t.id IN (SELECT u.t_id 
FROM u 
WHERE u.id = t.n);

UPDATE t SET n=(SELECT max(u.v) AS max_1 
FROM u 
WHERE u.t_id = t.id);

UPDATE t SET n=u.v FROM u WHERE t.id = u.t_id;

DELETE FROM t WHERE NOT (EXISTS (SELECT * 
FROM u 
WHERE u.t_id = t.id));

INSERT INTO alembic_version (version_num) VALUES ('core_correlation') RETURNING version_num;

-- downgrade --
-- Running downgrade core_correlation -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'core_correlation';

