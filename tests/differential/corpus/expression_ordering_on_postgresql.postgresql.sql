-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_ordering_on_postgresql

SELECT DISTINCT ON (t.n, t.s) t.id 
FROM t ORDER BY t.n;

SELECT t.id 
FROM t
 FETCH FIRST (5) ROWS ONLY;

SELECT t.id 
FROM t ORDER BY t.id
 FETCH FIRST (5) ROWS WITH TIES;

INSERT INTO alembic_version (version_num) VALUES ('expression_ordering_on_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_ordering_on_postgresql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_ordering_on_postgresql';

COMMIT;

