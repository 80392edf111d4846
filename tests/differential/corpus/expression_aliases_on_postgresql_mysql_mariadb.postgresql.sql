-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_aliases_on_postgresql_mysql_mariadb

DELETE FROM "Tab" USING "Tab" AS dup WHERE "Tab".id > dup.id AND "Tab".name = dup.name;

INSERT INTO alembic_version (version_num) VALUES ('expression_aliases_on_postgresql_mysql_mariadb') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_aliases_on_postgresql_mysql_mariadb -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_aliases_on_postgresql_mysql_mariadb';

COMMIT;

