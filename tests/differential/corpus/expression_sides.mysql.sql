-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_sides

SELECT `Tab`.id = id AS anon_1, `Tab`.id = id AS anon_2, a < b AS anon_3, n + `Tab`.n AS anon_4 
FROM `Tab`;

SELECT `Tab`.id 
FROM `Tab` 
WHERE `Tab`.id <= id AND `Tab`.id != q AND `Tab`.id = q;

SELECT `Tab`.id 
FROM `Tab`, t, u 
WHERE `Tab`.id = t.id AND `Tab`.n = t.n AND t.n < u.n;

SELECT max(`Tab`.id) = foo(`Tab`.n) AS anon_1, max(`Tab`.id) = foo(`Tab`.n) AS anon_2, min(`Tab`.id) = max(`Tab`.id) AS anon_3 
FROM `Tab`;

SELECT `Tab`.id 
FROM `Tab` 
WHERE 3 < z AND id = `Tab`.n + 1 AND lower('A') = `Tab`.name;

SELECT `Tab`.id 
FROM `Tab` 
WHERE `Tab`.id = 3 AND `Tab`.name != 'x' AND 'x' = `Tab`.name AND 3 = `Tab`.id;

SELECT `Tab`.id 
FROM `Tab`, (SELECT usr.id AS id, usr.name AS title, count(*) AS number 
FROM usr GROUP BY usr.id) AS sub 
WHERE sub.id = `Tab`.id AND sub.title = `Tab`.name AND `Tab`.n = sub.number AND `Tab`.n = sub.number;

SELECT `Tab`.id 
FROM `Tab`, json_each(t.j) AS r 
WHERE `Tab`.id = r.value AND `Tab`.id = r.value;

INSERT INTO alembic_version (version_num) VALUES ('expression_sides');

-- downgrade --
-- Running downgrade expression_sides -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_sides';

