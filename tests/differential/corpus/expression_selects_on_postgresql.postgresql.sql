-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_selects_on_postgresql

SELECT t.dt - t.dt AS anon_1, t.dt + make_interval(secs=>7200.0) AS anon_2, t.d + 5 AS anon_3, t.d - t.d AS anon_4 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('expression_selects_on_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_selects_on_postgresql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_selects_on_postgresql';

COMMIT;

