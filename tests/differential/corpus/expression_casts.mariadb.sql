-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_casts

SELECT CAST(t.s AS SIGNED INTEGER) AS s 
FROM t;

SELECT t.s AS s, 'x' AS anon_1, concat(t.x, 'y') AS anon_2 
FROM t;

SELECT CAST(t.s AS SIGNED INTEGER) + 1 AS anon_1 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('expression_casts');

-- downgrade --
-- Running downgrade expression_casts -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_casts';

