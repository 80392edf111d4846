-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> execute_missing_bind

UPDATE exm SET a = 1 WHERE b = NULL AND c = 'NULL';

SELECT 'a:b', x::text, NULL;

INSERT INTO alembic_version (version_num) VALUES ('execute_missing_bind');

-- downgrade --
-- Running downgrade execute_missing_bind -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'execute_missing_bind';

