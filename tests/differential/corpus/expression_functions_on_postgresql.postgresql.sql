-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_functions_on_postgresql

SELECT now() - make_interval(secs=>86400.0) AS anon_1, now() - interval '1 day' AS anon_2;

INSERT INTO alembic_version (version_num) VALUES ('expression_functions_on_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_functions_on_postgresql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_functions_on_postgresql';

COMMIT;

