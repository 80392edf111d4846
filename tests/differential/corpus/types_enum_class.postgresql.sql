-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_enum_class

CREATE TYPE tec_colour AS ENUM ('RED', 'DARK_BLUE');

CREATE TYPE level AS ENUM ('low', 'high');

CREATE TYPE tec_values AS ENUM ('red', 'dark blue');

CREATE TABLE tec (
    a tec_colour, 
    b level, 
    c tec_values
);

INSERT INTO alembic_version (version_num) VALUES ('types_enum_class') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_enum_class -> 

DROP TABLE tec;

DROP TYPE tec_colour;

DROP TYPE level;

DROP TYPE tec_values;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_enum_class';

COMMIT;

