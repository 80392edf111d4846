-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_enum_explicit

CREATE TYPE tex_colour AS ENUM ('red', 'green');

CREATE TYPE tex_size AS ENUM ('s', 'm', 'l');

CREATE TABLE tex (
    id SERIAL NOT NULL, 
    a tex_colour, 
    b tex_size, 
    PRIMARY KEY (id)
);

ALTER TABLE tex ADD COLUMN c tex_colour DEFAULT 'red' NOT NULL;

ALTER TYPE tex_colour ADD VALUE 'blue';

INSERT INTO alembic_version (version_num) VALUES ('types_enum_explicit') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_enum_explicit -> 

ALTER TABLE tex DROP COLUMN c;

DROP TABLE tex;

DROP TYPE tex_size;

DROP TYPE tex_colour;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_enum_explicit';

COMMIT;

