-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_windows

SELECT sum(t.n) OVER () AS anon_1 
FROM t;

SELECT sum(t.n) OVER (PARTITION BY t.s ORDER BY t.id) AS anon_1 
FROM t;

SELECT sum(t.n) OVER (PARTITION BY t.s, t.x ORDER BY t.id DESC, t.n) AS anon_1 
FROM t;

SELECT sum(t.n) OVER (ORDER BY t.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 
FROM t;

SELECT sum(t.n) OVER (ORDER BY t.id ROWS BETWEEN 2 PRECEDING AND 3 FOLLOWING) AS anon_1 
FROM t;

SELECT sum(t.n) OVER (ORDER BY t.id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS anon_1 
FROM t;

SELECT sum(t.n) OVER (ORDER BY t.id ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS anon_1 
FROM t;

SELECT sum(t.n) OVER (ORDER BY t.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS anon_1 
FROM t;

SELECT sum(t.n) OVER (ORDER BY t.id RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 
FROM t;

SELECT sum(t.n) OVER (ORDER BY t.id RANGE BETWEEN 5 PRECEDING AND 5 FOLLOWING) AS anon_1 
FROM t;

SELECT sum(t.n) OVER (ORDER BY t.id GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS anon_1 
FROM t;

SELECT row_number() OVER (ORDER BY t.id) AS rn 
FROM t;

SELECT row_number() OVER (ORDER BY t.id) AS rn, t.id 
FROM t;

SELECT rank() OVER (ORDER BY t.n) AS anon_1 
FROM t;

SELECT first_value(t.n) OVER (ORDER BY t.id) AS anon_1, lag(t.n, 1) OVER (ORDER BY t.id) AS anon_2, ntile(4) OVER (ORDER BY t.id) AS anon_3 
FROM t;

SELECT sum(t.n) FILTER (WHERE t.n > 1) OVER (PARTITION BY t.s) AS anon_1 
FROM t;

SELECT cume_dist() OVER (ORDER BY t.id) AS anon_1, percent_rank() OVER (ORDER BY t.id) AS anon_2, dense_rank() OVER (ORDER BY t.id) AS anon_3 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('expression_windows');

-- downgrade --
-- Running downgrade expression_windows -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_windows';

