-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_aggregates_on_postgresql

SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t.n) AS anon_1 
FROM t;

SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t.n DESC, t.id) AS anon_1 
FROM t;

SELECT mode() WITHIN GROUP (ORDER BY t.n) AS anon_1 
FROM t;

SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t.n) FILTER (WHERE t.n > 1) AS anon_1 
FROM t;

SELECT array_agg(t.n ORDER BY t.id DESC) AS array_agg_1 
FROM t;

SELECT array_agg(t.n ORDER BY t.id DESC, t.s) AS array_agg_1 
FROM t;

SELECT string_agg(t.s, ',' ORDER BY t.s) AS string_agg_1 
FROM t;

SELECT string_agg(t.s, ',') AS string_agg_1 
FROM t;

SELECT array_agg(t.n) AS array_agg_1, array_agg(t.n) AS array_agg_2, (array_agg(t.n))[1] AS anon_1, array_agg(DISTINCT t.n) AS array_agg_3 
FROM t;

SELECT (array_agg(t.n))[1] AS anon_1 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('expression_aggregates_on_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_aggregates_on_postgresql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_aggregates_on_postgresql';

COMMIT;

