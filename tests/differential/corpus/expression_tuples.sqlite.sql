-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_tuples

SELECT t.id 
FROM t 
WHERE (t.id, t.n) = (1, 2);

SELECT t.id 
FROM t 
WHERE (t.id, t.n) > (1, 2);

SELECT t.id 
FROM t 
WHERE (t.id, t.n) IN (VALUES (1, 2), (3, 4));

SELECT t.id 
FROM t 
WHERE ((t.id, t.n) NOT IN (VALUES (1, 2), (3, 4)));

SELECT t.id 
FROM t 
WHERE (t.id, t.n) IN (VALUES SELECT 1, 1 FROM (SELECT 1, 1) WHERE 1!=1);

SELECT t.id 
FROM t 
WHERE (t.id, t.n) IN (SELECT u.id, u.n 
FROM u);

INSERT INTO alembic_version (version_num) VALUES ('expression_tuples') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_tuples -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_tuples';

