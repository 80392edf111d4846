-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_quantifiers

SELECT t.id 
FROM t 
WHERE t.id = ANY (t.arr);

SELECT t.id 
FROM t 
WHERE 5 = ANY (t.arr);

SELECT t.id 
FROM t 
WHERE t.id = ALL (SELECT u.id 
FROM u);

SELECT t.id 
FROM t 
WHERE t.id > ANY (SELECT u.id 
FROM u);

SELECT t.id 
FROM t 
WHERE 5 = ANY (t.arr);

SELECT t.id 
FROM t 
WHERE 5 > ALL (t.arr);

SELECT t.id 
FROM t 
WHERE 5 = ANY (t.arr) AND 5 = ALL (t.arr);

SELECT t.id 
FROM t 
WHERE 5 = ANY (t.arr);

SELECT t.id 
FROM t 
WHERE t.id = any(t.arr);

INSERT INTO alembic_version (version_num) VALUES ('expression_quantifiers') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_quantifiers -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_quantifiers';

