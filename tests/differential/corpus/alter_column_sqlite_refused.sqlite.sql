-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> alter_column_sqlite_refused

ALTER TABLE acx ALTER COLUMN a SET NOT NULL;

ALTER TABLE acx ALTER COLUMN a TYPE BIGINT;

ALTER TABLE acx ALTER COLUMN a SET DEFAULT '1';

INSERT INTO alembic_version (version_num) VALUES ('alter_column_sqlite_refused') RETURNING version_num;

-- downgrade --
-- Running downgrade alter_column_sqlite_refused -> 

ALTER TABLE acx ALTER COLUMN a DROP DEFAULT;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'alter_column_sqlite_refused';

