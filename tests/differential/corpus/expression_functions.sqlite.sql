-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_functions

SELECT count(DISTINCT t.n) AS count_1, count(DISTINCT t.n) AS count_2 
FROM t;

SELECT count(distinct(t.n)) AS count_1 
FROM t;

SELECT t.id, (SELECT count(u.id) AS count_1 
FROM u 
WHERE u.t_id = t.id) AS k 
FROM t;

SELECT CURRENT_TIMESTAMP AS now_1, CURRENT_TIMESTAMP AS current_timestamp_1, CURRENT_DATE AS current_date_1, LOCALTIME AS localtime_1, CURRENT_USER AS current_user_1, sysdate AS sysdate_1, random() AS random_1, USER AS user_1;

SELECT coalesce(t.n, 0) AS coalesce_1, coalesce(t.s, 'x') AS coalesce_2, coalesce(NULL, t.s) AS coalesce_3, nullif(t.s, '') AS nullif_1 
FROM t;

SELECT count(*) AS count_1, count('*') AS count_2, count(t.id) AS count_3, count(1) AS count_4, count(*) AS count_5 
FROM t;

SELECT concat('a', t.s, 1) AS concat_1, length(t.s) AS char_length_1, length(t.s) AS length_1, lower(t.s) || 'x' AS anon_1, upper('a') AS upper_1 
FROM t;

SELECT coalesce(t.s, 'x') || 'y' AS anon_1, lower(t.s) || 'y' AS anon_2, concat(t.s, 'a') || 'y' AS anon_3, max(t.s) || 'y' AS anon_4, min(t.n) + 1 AS anon_5, sum(t.n) + 1 AS anon_6 
FROM t;

SELECT CURRENT_TIMESTAMP + 1 AS anon_1, count(*) + 1 AS anon_2, length(t.s) + 1 AS anon_3, length(t.s) + 1 AS anon_4 
FROM t;

SELECT substr(t.s, 1, 3) AS substr_1, substring(t.s, 2) AS substring_1, trim(t.s) AS trim_1, replace(t.s, 'a', 'b') AS replace_1, round(t.num, 2) AS round_1, abs(t.n) AS abs_1 
FROM t;

SELECT pg_catalog.version() AS version_1, my_schema.MyFunc(1) AS "MyFunc_1", MixedCase(2) AS "MixedCase_1", UPPER('x') AS "UPPER_1", date(t.dt) AS date_1 
FROM t;

SELECT CUBE(t.id) AS cube_1, ROLLUP(t.id, t.n) AS rollup_1, GROUPING SETS(t.id, t.n) AS grouping_sets_1 
FROM t;

SELECT count(*) AS count_1 GROUP BY ROLLUP(t.id, t.n);

SELECT CURRENT_TIMESTAMP AS now_1, foo(1) || 'x' AS anon_1;

SELECT max(t.id) AS max_1 
FROM t;

SELECT count(*) AS count_1 
FROM t;

SELECT count(*) AS count_1 
FROM t 
WHERE t.id = 1;

SELECT t.id 
FROM t GROUP BY t.id, t.s 
HAVING count(*) > 1 AND max(t.n) < 5;

SELECT t.id, count(*) AS k 
FROM t GROUP BY t.id ORDER BY k, k DESC;

SELECT t.id, count(*) AS k 
FROM t GROUP BY t.id 
HAVING k > 1 ORDER BY k DESC, t.id ASC;

SELECT t.id, t.s, CURRENT_TIMESTAMP AS now_1 
FROM t;

SELECT t.dt 
FROM t 
WHERE t.dt > '2020-01-02 03:04:05.000678' AND t.d = '2020-01-01' AND t.dt < CURRENT_TIMESTAMP;

SELECT t.id 
FROM t 
WHERE foo(t.x) = 'a' AND foo(t.x) = 1 AND foo(t.s, 1) > 3;

SELECT CURRENT_TIMESTAMP AS n 
FROM t 
WHERE t.id = 1;

SELECT lower(t.s) AS q 
FROM t GROUP BY lower(t.s);

SELECT count(*) AS count_1 
FROM "Tab";

SELECT count('*') AS count_1 
FROM "Tab" 
WHERE "Tab".id > 1;

INSERT INTO alembic_version (version_num) VALUES ('expression_functions') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_functions -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_functions';

