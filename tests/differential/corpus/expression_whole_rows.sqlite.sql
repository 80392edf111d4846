-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_whole_rows

SELECT f("Tab") AS f_1 
FROM "Tab";

SELECT row_to_json(t) AS row_to_json_1, "Tab".id 
FROM t, "Tab";

SELECT x 
FROM "Tab" AS x;

SELECT (json_each(t.j))."key";

SELECT "Tab".id, (json_each(t.j)).value 
FROM "Tab" 
WHERE "Tab".id = 3;

SELECT (json_each(t.j)).value AS v, t.id 
FROM t;

SELECT t.id, (f(t.s)).a 
FROM t 
WHERE (f(t.s)).b + 1 = 4;

INSERT INTO alembic_version (version_num) VALUES ('expression_whole_rows') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_whole_rows -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_whole_rows';

