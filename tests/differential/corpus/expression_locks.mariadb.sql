-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_locks

SELECT t.id 
FROM t FOR UPDATE;

SELECT t.id 
FROM t FOR UPDATE;

SELECT t.id 
FROM t FOR UPDATE;

SELECT t.id, u.id AS id_1 
FROM t, u FOR UPDATE;

SELECT t.id, u.id AS id_1 
FROM t, u FOR UPDATE NOWAIT;

SELECT t.id 
FROM t LOCK IN SHARE MODE;

SELECT t.id 
FROM t LOCK IN SHARE MODE SKIP LOCKED;

SELECT t.id 
FROM t FOR UPDATE;

SELECT t.id 
FROM t LOCK IN SHARE MODE;

INSERT INTO alembic_version (version_num) VALUES ('expression_locks');

-- downgrade --
-- Running downgrade expression_locks -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_locks';

