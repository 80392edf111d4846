-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_locks

SELECT t.id 
FROM t;

SELECT t.id 
FROM t;

SELECT t.id 
FROM t;

SELECT t.id, u.id AS id_1 
FROM t, u;

SELECT t.id, u.id AS id_1 
FROM t, u;

SELECT t.id 
FROM t;

SELECT t.id 
FROM t;

SELECT t.id 
FROM t;

SELECT t.id 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('expression_locks') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_locks -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_locks';

