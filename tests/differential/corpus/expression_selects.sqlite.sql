-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_selects

SELECT t.id 
FROM t 
WHERE (t.s || 'x') = t.x;

SELECT t.id 
FROM t, u 
WHERE (t.s || 'x') = u.s;

SELECT t.id 
FROM t, u 
WHERE ('x' || t.s) = u.s;

SELECT t.id 
FROM t 
WHERE t.n = 5;

SELECT t.id 
FROM t 
WHERE t.n > 5;

SELECT 5 - t.n AS anon_1, 5 / (t.n + 0.0) AS anon_2, 5 * t.n AS anon_3, 5 % t.n AS anon_4, 5 / t.n AS anon_5, 5 + t.n AS anon_6 
FROM t;

SELECT t.s COLLATE "C" AS anon_1 
FROM t;

SELECT t.id 
FROM t 
WHERE (t.s COLLATE nocase) = 'x';

SELECT t.id 
FROM t, u 
WHERE (t.s COLLATE nocase) = u.s;

SELECT "Tab".id 
FROM "Tab" hint xx;

SELECT "Tab".id 
FROM "Tab";

SELECT ALL "Tab".id 
FROM "Tab";

SELECT "Tab".id 
FROM "Tab" xx;

SELECT t.id 
FROM t 
WHERE t.d BETWEEN '2020-01-01' AND '2021-01-01';

SELECT t.id 
FROM t 
WHERE t.n;

SELECT t.id 
FROM t 
WHERE t.n = 1 AND t.s = 'a' OR t.n = 2 AND t.s != 'b';

SELECT t.id 
FROM t 
WHERE (t.n = 1 OR t.n = 2) AND t.n = 3;

SELECT t.id 
FROM t 
WHERE NOT (t.n = 1 OR t.n = 2) AND NOT (t.n = 1 AND t.n = 2);

SELECT t.s || 'a' || 'b' AS anon_1, t.s || 'a' || t.x AS anon_2, t.s + t.n AS anon_3, t.x || 'a' AS anon_4, t.x + 1 AS anon_5, t.x || t.s AS anon_6 
FROM t;

SELECT 1, 'a' AS q, x.y, a || 'b' AS anon_1, a = 'b' AS anon_2;

SELECT t.id, t.s, t.n, t.f, t.num, t.b, t.d, t.dt, t.j, t.jb, t.arr, t.tags, t.u, t.us, t.e, t.x 
FROM t;

SELECT t.id, t.s, t.n, t.f, t.num, t.b, t.d, t.dt, t.j, t.jb, t.arr, t.tags, t.u, t.us, t.e, t.x 
FROM t;

SELECT t.id, t.s, t.n, t.f, t.num, t.b, t.d, t.dt, t.j, t.jb, t.arr, t.tags, t.u, t.us, t.e, t.x, u.id AS id_1, u.t_id, u.s AS s_1, u.n AS n_1 
FROM t, u;

SELECT t.id, t.s, t.n, t.f, t.num, t.b, t.d, t.dt, t.j, t.jb, t.arr, t.tags, t.u, t.us, t.e, t.x 
FROM t;

SELECT t.s, t.n, t.f, t.num, t.b, t.d, t.dt, t.j, t.jb, t.arr, t.tags, t.u, t.us, t.e, t.x 
FROM t;

SELECT t.id 
FROM t
 LIMIT 5 OFFSET 5;

SELECT t.s 
FROM t;

SELECT t.id 
FROM t;

SELECT t.id AS t_id, u.id AS u_id 
FROM t, u;

SELECT t.id, u.id AS id_1 
FROM t, u;

SELECT t.id, t.id AS id__1, t.id AS id__2 
FROM t;

SELECT "Tab".id, "Tab".name AS id 
FROM "Tab";

SELECT a, b + 1 AS anon_1 
FROM foo;

SELECT sch.s.a 
FROM sch.s;

SELECT t.id 
FROM t, u;

SELECT t.id 
FROM t 
WHERE t.num = 1.50 AND t.f = 1.5 AND t.n = 1.5 AND t.num > 3;

SELECT t.id 
FROM t 
WHERE t.s = 'it''s' AND t.s = 'back\slash' AND t.s = 'per%cent' AND t.s = 'co:lon' AND t.s = 'uni é';

SELECT t.id 
FROM t 
WHERE t.x = 'a' AND t.x = 1 AND t.x = 1 AND t.x = 1.5 AND t.x = '2020-01-01' AND t.x IS NULL;

SELECT t.id AS zz 
FROM t 
WHERE t.id = 3;

SELECT "Tab".id, "Tab".name, "Tab".u_id, "Tab".n 
FROM "Tab";

SELECT t.id, t.s, t.n, t.f, t.num, t.b, t.d, t.dt, t.j, t.jb, t.arr, t.tags, t.u, t.us, t.e, t.x 
FROM t;

SELECT t.id 
FROM t 
WHERE t.s = 'x';

SELECT t.id 
FROM t 
WHERE t.s = 'x';

SELECT t.id 
FROM t 
WHERE t.s = NULL;

INSERT INTO alembic_version (version_num) VALUES ('expression_selects') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_selects -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_selects';

