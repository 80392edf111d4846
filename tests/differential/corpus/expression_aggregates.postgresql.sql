-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_aggregates

SELECT count(t.n) FILTER (WHERE t.n > 1 AND t.s = 'a') AS anon_1 
FROM t;

SELECT count(*) FILTER (WHERE t.b) AS anon_1 
FROM t;

SELECT count(1) FILTER (WHERE t.n > 2) AS anon_1 
FROM t;

SELECT t.id, t.s 
FROM t 
WHERE t.id = 1 AND t.s = 'a' AND t.n = 1 AND t.id = 3;

INSERT INTO alembic_version (version_num) VALUES ('expression_aggregates') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_aggregates -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_aggregates';

COMMIT;

