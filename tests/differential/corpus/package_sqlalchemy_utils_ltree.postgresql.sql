-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_sqlalchemy_utils_ltree

CREATE TABLE psul (
    path LTREE NOT NULL
);

CREATE INDEX psul_path ON psul USING gist (path);

INSERT INTO alembic_version (version_num) VALUES ('package_sqlalchemy_utils_ltree') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_sqlalchemy_utils_ltree -> 

ALTER TABLE psul ADD COLUMN other LTREE;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_sqlalchemy_utils_ltree';

COMMIT;

