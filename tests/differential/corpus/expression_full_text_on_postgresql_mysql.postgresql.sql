-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_full_text_on_postgresql_mysql

SELECT REGEXP_REPLACE(t.s, 'a', 'b', 'g') AS anon_1 
FROM t;

INSERT INTO alembic_version (version_num) VALUES ('expression_full_text_on_postgresql_mysql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_full_text_on_postgresql_mysql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_full_text_on_postgresql_mysql';

COMMIT;

