-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_extracts

SELECT EXTRACT(year FROM t.dt) AS anon_1 
FROM t;

SELECT EXTRACT(year FROM t.dt) AS anon_1, EXTRACT(epoch FROM t.dt) AS anon_2, EXTRACT(month FROM t.d) AS anon_3, EXTRACT(dow FROM t.d) AS anon_4 
FROM t;

SELECT date_part('year', t.dt) AS date_part_1 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('expression_extracts');

-- downgrade --
-- Running downgrade expression_extracts -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_extracts';

