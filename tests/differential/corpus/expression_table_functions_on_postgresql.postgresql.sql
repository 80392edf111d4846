-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_table_functions_on_postgresql

SELECT anon_1.key, anon_1.value 
FROM jsonb_each(t.jb) AS anon_1;

SELECT anon_1 
FROM generate_series(1, 10) AS anon_1;

SELECT x 
FROM generate_series(1, 10) AS x;

SELECT el 
FROM unnest(t.arr) AS el;

SELECT anon_1.a, anon_1.b 
FROM json_to_recordset(t.j) AS anon_1(a INTEGER, b VARCHAR);

SELECT z.a, z.b 
FROM json_to_recordset(t.j) AS z(a INTEGER, b VARCHAR);

SELECT anon_1.el, anon_1.ord 
FROM unnest(t.arr) WITH ORDINALITY AS anon_1(el, ord);

SELECT w.el, w.ord 
FROM unnest(t.arr) WITH ORDINALITY AS w;

SELECT anon_1.v 
FROM generate_series(1, 3) AS anon_1;

SELECT g 
FROM generate_series(1, 3) AS g;

SELECT t.id, anon_1.value 
FROM t, jsonb_array_elements(t.jb) AS anon_1;

INSERT INTO alembic_version (version_num) VALUES ('expression_table_functions_on_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_table_functions_on_postgresql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_table_functions_on_postgresql';

COMMIT;

