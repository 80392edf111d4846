-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_booleans_on_postgresql

SELECT t.id 
FROM t 
WHERE t.n IS DISTINCT FROM 1 AND t.n IS NOT DISTINCT FROM NULL AND t.n IS DISTINCT FROM t.id AND t.n IS NOT DISTINCT FROM 2 AND t.n IS NOT DISTINCT FROM 3;

INSERT INTO alembic_version (version_num) VALUES ('expression_booleans_on_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_booleans_on_postgresql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_booleans_on_postgresql';

COMMIT;

