-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_full_text

SELECT t.id 
FROM t 
WHERE MATCH (t.s) AGAINST ('abc' IN BOOLEAN MODE);

SELECT t.id 
FROM t 
WHERE MATCH (t.s) AGAINST ('abc' IN BOOLEAN MODE);

SELECT t.id 
FROM t 
WHERE t.s REGEXP 'x';

SELECT t.id 
FROM t 
WHERE t.s NOT REGEXP 'x';

SELECT t.id 
FROM t 
WHERE t.s REGEXP t.x;

SELECT t.id 
FROM t 
WHERE (t.s ~* 'x') AND (t.s !~ 'x') AND NOT (t.s ~ 'x') AND (t.s regexp 'a') AND (t.s LIKE 'a') = true;

INSERT INTO alembic_version (version_num) VALUES ('expression_full_text');

-- downgrade --
-- Running downgrade expression_full_text -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_full_text';

