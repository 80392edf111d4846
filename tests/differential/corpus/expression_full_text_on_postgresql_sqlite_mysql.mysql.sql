-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_full_text_on_postgresql_sqlite_mysql

SELECT t.id 
FROM t 
WHERE REGEXP_LIKE(t.s, 'x', 'i');

SELECT t.id 
FROM t 
WHERE NOT REGEXP_LIKE(t.s, 'x', 'i');

INSERT INTO alembic_version (version_num) VALUES ('expression_full_text_on_postgresql_sqlite_mysql');

-- downgrade --
-- Running downgrade expression_full_text_on_postgresql_sqlite_mysql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_full_text_on_postgresql_sqlite_mysql';

