-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_quantifier_operators

SELECT 5 = ANY (t.arr) AS anon_1, 5 > ALL (t.arr) AS anon_2, 5 < ANY (t.arr) AS anon_3, 5 != ALL (t.arr) AS anon_4 
FROM t;

SELECT 'x' = ANY (t.tags) AS anon_1, 'x%' LIKE ANY (t.tags) AS anon_2, 'x%' NOT LIKE ALL (t.tags) AS anon_3 
FROM t;

SELECT 5 = ANY (t.arr) AS anon_1, 5 = ALL (t.arr) AS anon_2, 'a' >= ANY (t.tags) AS anon_3 
FROM t;

SELECT "Tab".id, "Tab".name, "Tab".u_id, "Tab".n 
FROM "Tab" 
WHERE 5 = ANY (SELECT usr.id 
FROM usr) AND "Tab".id > ALL (SELECT usr.id 
FROM usr);

INSERT INTO alembic_version (version_num) VALUES ('expression_quantifier_operators') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_quantifier_operators -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_quantifier_operators';

COMMIT;

