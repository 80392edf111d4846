-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_postgresql_enum_other

UPDATE t SET c = 'a';

INSERT INTO alembic_version (version_num) VALUES ('package_postgresql_enum_other') RETURNING version_num;

-- downgrade --
-- Running downgrade package_postgresql_enum_other -> 

UPDATE t SET c = 'b';

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_postgresql_enum_other';

