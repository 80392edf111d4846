-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_full_text

SELECT t.id 
FROM t 
WHERE t.s @@ plainto_tsquery('abc');

SELECT t.id 
FROM t 
WHERE t.s @@ plainto_tsquery('english', 'abc');

SELECT t.id 
FROM t 
WHERE t.s ~ 'x';

SELECT t.id 
FROM t 
WHERE t.s !~ 'x';

SELECT t.id 
FROM t 
WHERE t.s ~ t.x;

SELECT t.id 
FROM t 
WHERE (t.s ~* 'x') AND (t.s !~ 'x') AND NOT (t.s ~ 'x') AND (t.s regexp 'a') AND (t.s LIKE 'a') = true;

INSERT INTO alembic_version (version_num) VALUES ('expression_full_text') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_full_text -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_full_text';

COMMIT;

