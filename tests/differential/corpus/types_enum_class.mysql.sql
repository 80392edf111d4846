-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_enum_class

CREATE TABLE tec (
    a ENUM('RED','DARK_BLUE'), 
    b ENUM('low','high'), 
    c ENUM('red','dark blue')
);

INSERT INTO alembic_version (version_num) VALUES ('types_enum_class');

-- downgrade --
-- Running downgrade types_enum_class -> 

DROP TABLE tec;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_enum_class';

