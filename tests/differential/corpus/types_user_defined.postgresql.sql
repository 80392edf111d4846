-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_user_defined

CREATE TABLE tud (
    a TEXT, 
    b VARCHAR(7), 
    c VARCHAR(40), 
    d VARCHAR, 
    e NUMERIC(12, 2)
);

INSERT INTO alembic_version (version_num) VALUES ('types_user_defined') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_user_defined -> 

DROP TABLE tud;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_user_defined';

COMMIT;

