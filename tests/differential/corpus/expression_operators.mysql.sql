-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_operators

SELECT t.id 
FROM t 
WHERE t.n + 1 = 5;

SELECT t.id 
FROM t 
WHERE t.n != 1 AND t.n <= 1 AND t.n < 1 AND t.n >= 1 AND t.n > 1 AND t.n = 1;

SELECT t.n & 1 AS anon_1, t.n | 2 AS anon_2, t.n ^ 3 AS anon_3, ~t.n, t.n << 1 AS anon_4, t.n >> 2 AS anon_5 
FROM t;

SELECT (t.n & 1) + 1 AS anon_1, (t.n + 1) & 1 AS anon_2, (t.n & 1) | 2 AS anon_3 
FROM t;

SELECT t.id 
FROM t 
WHERE t.n & 1 = 1 AND (t.n & 1) = 1 AND (t.n & 1) > 0;

SELECT t.id 
FROM t 
WHERE (t.n & t.id) != 0;

SELECT ~t.n 
FROM t;

SELECT (t.n + 1) * 2 AS anon_1, t.n + 1 AS anon_2, t.n ** 2 + 1 AS anon_3 
FROM t;

SELECT t.s || 'x' AS anon_1, t.s ~ 'x' AS anon_2, t.s SIMILAR TO 'x' AS anon_3, concat(t.s, 'x') AS anon_4, concat(t.s, t.x) AS anon_5 
FROM t;

SELECT t.n AT TIME ZONE 'UTC' AS anon_1, t.dt AT TIME ZONE 'UTC' AS anon_2 
FROM t;

SELECT (t.n + 1) - (t.id - 2) AS anon_1, (t.n - 1) - 2 AS anon_2, t.n - (t.id - 1) AS anon_3, t.n * t.id * 2 AS anon_4, t.n / (t.id / 2) AS anon_5, t.n + t.id + 1 AS anon_6 
FROM t;

SELECT t.n / 2 AS anon_1, t.num / 2 AS anon_2, t.f / 2 AS anon_3, t.n / t.id AS anon_4, FLOOR(t.n / t.id) AS anon_5, FLOOR(t.f / 2) AS anon_6, t.n % 3 AS anon_7, -t.n, -(t.n + 1) AS anon_8, t.n / 2.0 AS anon_9 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('expression_operators');

-- downgrade --
-- Running downgrade expression_operators -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_operators';

