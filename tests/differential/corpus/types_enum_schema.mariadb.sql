-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_enum_schema

CREATE SCHEMA enums;

CREATE TABLE tes (
    a ENUM('x','y')
);

INSERT INTO alembic_version (version_num) VALUES ('types_enum_schema');

-- downgrade --
-- Running downgrade types_enum_schema -> 

DROP TABLE tes;

DROP TYPE enums.tes_kind;

DROP SCHEMA enums;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_enum_schema';

