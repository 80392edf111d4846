-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_collation

CREATE TABLE tcol (
    a VARCHAR(10) COLLATE "C", 
    b TEXT COLLATE "POSIX", 
    c VARCHAR COLLATE "en-x-icu"
);

ALTER TABLE tcol ALTER COLUMN a TYPE VARCHAR(20) COLLATE "POSIX";

INSERT INTO alembic_version (version_num) VALUES ('types_collation') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_collation -> 

DROP TABLE tcol;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_collation';

COMMIT;

