-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_enum

CREATE TYPE te_colour AS ENUM ('red', 'green', 'it''s');

CREATE TABLE te (
    id SERIAL NOT NULL, 
    a te_colour NOT NULL, 
    b te_colour DEFAULT 'red', 
    c VARCHAR(2), 
    d VARCHAR(2), 
    e VARCHAR(30), 
    PRIMARY KEY (id), 
    CONSTRAINT te_constraint CHECK (d IN ('x', 'yy'))
);

INSERT INTO alembic_version (version_num) VALUES ('types_enum') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_enum -> 

DROP TABLE te;

DROP TYPE IF EXISTS te_colour;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_enum';

COMMIT;

