-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> core_windows

SELECT row_number() OVER (PARTITION BY t.n ORDER BY t.id, t.name DESC) AS anon_1 
FROM t;

SELECT sum(t.n) OVER (ORDER BY t.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1, sum(t.n) OVER (RANGE BETWEEN 5 PRECEDING AND 10 FOLLOWING) AS anon_2 
FROM t;

SELECT count(t.id) FILTER (WHERE t.n > 1 AND t.name = 'x') OVER (PARTITION BY t.n) AS anon_1 
FROM t;

SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t.n DESC) AS anon_1 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('core_windows') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade core_windows -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'core_windows';

COMMIT;

