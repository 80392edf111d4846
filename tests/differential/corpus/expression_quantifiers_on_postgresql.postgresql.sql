-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_quantifiers_on_postgresql

SELECT t.id 
FROM t 
WHERE t.id = ANY (ARRAY[1, 2]);

SELECT t.id 
FROM t 
WHERE t.s = ANY (ARRAY['a', 'b']);

INSERT INTO alembic_version (version_num) VALUES ('expression_quantifiers_on_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_quantifiers_on_postgresql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_quantifiers_on_postgresql';

COMMIT;

