-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> core_compound

SELECT t.id 
FROM t UNION SELECT u.id 
FROM u;

SELECT t.id 
FROM t 
WHERE t.n = 1 UNION ALL SELECT u.id 
FROM u ORDER BY id 
 LIMIT 3;

SELECT t.id 
FROM t EXCEPT SELECT u.id 
FROM u;

SELECT "both".name 
FROM (SELECT t.id AS id, t.name AS name 
FROM t UNION ALL SELECT u.id AS id, u.name AS name 
FROM u) AS "both" 
WHERE "both".id IN (1, 2);

INSERT INTO alembic_version (version_num) VALUES ('core_compound') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade core_compound -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'core_compound';

COMMIT;

