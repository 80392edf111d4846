-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_sqlalchemy_utils_search

CREATE TABLE psus (
    search TSVECTOR, 
    a LQUERY, 
    b LTXTQUERY
);

CREATE INDEX psus_search ON psus USING gin (search);

INSERT INTO alembic_version (version_num) VALUES ('package_sqlalchemy_utils_search') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_sqlalchemy_utils_search -> 

DROP TABLE psus;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_sqlalchemy_utils_search';

COMMIT;

