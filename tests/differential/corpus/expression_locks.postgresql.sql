-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_locks

SELECT t.id 
FROM t FOR UPDATE;

SELECT t.id 
FROM t FOR UPDATE OF t;

SELECT t.id 
FROM t FOR UPDATE OF t;

SELECT t.id, u.id AS id_1 
FROM t, u FOR UPDATE OF t, u;

SELECT t.id, u.id AS id_1 
FROM t, u FOR UPDATE OF t, u NOWAIT;

SELECT t.id 
FROM t FOR SHARE;

SELECT t.id 
FROM t FOR SHARE OF t SKIP LOCKED;

SELECT t.id 
FROM t FOR NO KEY UPDATE;

SELECT t.id 
FROM t FOR KEY SHARE;

INSERT INTO alembic_version (version_num) VALUES ('expression_locks') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_locks -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_locks';

COMMIT;

