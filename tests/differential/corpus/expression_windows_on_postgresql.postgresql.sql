-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_windows_on_postgresql

SELECT mode() WITHIN GROUP (ORDER BY t.n) OVER (PARTITION BY t.s) AS anon_1 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('expression_windows_on_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_windows_on_postgresql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_windows_on_postgresql';

COMMIT;

