-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_arrays_on_postgresql

SELECT t.arr[1] AS anon_1, t.arr[1:3] AS anon_2, t.arr || ARRAY[1] AS anon_3, t.arr || t.arr AS anon_4, t.tags || ARRAY['x'] AS anon_5 
FROM t;

SELECT t.id 
FROM t 
WHERE t.arr @> ARRAY[1] AND t.arr <@ ARRAY[1, 2] AND t.arr && ARRAY[1];

SELECT t.id 
FROM t 
WHERE t.tags @> ARRAY['a'] AND t.tags && ARRAY['a', 'b'];

SELECT t.id 
FROM t 
WHERE t.tags @> ARRAY['a'];

SELECT t.id 
FROM t 
WHERE t.tags = ARRAY['a', 'b'] AND t.tags = ARRAY[] AND t.arr != ARRAY[1];

SELECT t.id 
FROM t 
WHERE t.arr[1] = 5 AND t.arr[1] > t.n;

SELECT t.id 
FROM t 
WHERE array_length(t.arr, 1) > 0;

SELECT ARRAY[1, 2, 3] AS anon_1, ARRAY['a', t.s] AS anon_2, ARRAY[1] || ARRAY[2] AS anon_3, ARRAY[]::INTEGER[] AS anon_4 
FROM t;

SELECT ARRAY[ARRAY[1, 2], ARRAY[3, 4]] AS anon_1;

INSERT INTO t (arr, tags) VALUES (ARRAY[1, 2], ARRAY['a', 'b''c']);

INSERT INTO t (arr, tags) VALUES (ARRAY[], NULL);

UPDATE t SET tags=array_remove(t.tags, 'x');

UPDATE t SET tags=array_append(t.tags, 'x');

UPDATE t SET tags=ARRAY['a'];

UPDATE t SET tags=CAST(ARRAY[] AS VARCHAR[]);

UPDATE t SET tags=CAST(ARRAY[] AS VARCHAR[]);

INSERT INTO alembic_version (version_num) VALUES ('expression_arrays_on_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_arrays_on_postgresql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_arrays_on_postgresql';

COMMIT;

