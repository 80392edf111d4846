-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_table_samples

SELECT "Tab_1".id 
FROM "Tab" AS "Tab_1" TABLESAMPLE system(5);

SELECT al.name 
FROM "Tab" AS al TABLESAMPLE bernoulli(1) REPEATABLE (random());

SELECT "Tab_1".id 
FROM "Tab" AS "Tab_1" TABLESAMPLE system(10);

SELECT count(*) AS count_1 
FROM t AS some TABLESAMPLE bernoulli(2.5);

SELECT s.id, s.name, s.u_id, s.n, usr.name AS name_1 
FROM "Tab" AS s TABLESAMPLE system(1) REPEATABLE (7) JOIN usr ON usr.id = s.u_id 
WHERE s.n > 3 ORDER BY s.id;

INSERT INTO alembic_version (version_num) VALUES ('expression_table_samples') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_table_samples -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_table_samples';

