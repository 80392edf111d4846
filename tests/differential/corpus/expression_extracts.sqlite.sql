-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_extracts

SELECT CAST(STRFTIME('%Y', t.dt) AS INTEGER) AS anon_1 
FROM t;

SELECT CAST(STRFTIME('%Y', t.dt) AS INTEGER) AS anon_1, CAST(STRFTIME('%s', t.dt) AS INTEGER) AS anon_2, CAST(STRFTIME('%m', t.d) AS INTEGER) AS anon_3, CAST(STRFTIME('%w', t.d) AS INTEGER) AS anon_4 
FROM t;

SELECT date_part('year', t.dt) AS date_part_1 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('expression_extracts') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_extracts -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_extracts';

