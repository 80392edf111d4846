-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_generic_newer

CREATE TABLE tgn (
    c1 UUID, 
    c2 CHAR(32), 
    c3 DOUBLE PRECISION, 
    c4 DOUBLE PRECISION, 
    c5 UUID, 
    c6 DOUBLE PRECISION
);

INSERT INTO alembic_version (version_num) VALUES ('types_generic_newer') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_generic_newer -> 

DROP TABLE tgn;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_generic_newer';

COMMIT;

