-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_ctes_on_postgresql_sqlite

WITH c AS 
(SELECT t.id AS id 
FROM t)
 INSERT INTO u (id) VALUES (1);

INSERT INTO alembic_version (version_num) VALUES ('expression_ctes_on_postgresql_sqlite') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_ctes_on_postgresql_sqlite -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_ctes_on_postgresql_sqlite';

COMMIT;

