-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_sqlalchemy_utils

CREATE TABLE psu (
    id UUID NOT NULL, 
    a UUID, 
    b VARCHAR(255) NOT NULL, 
    c VARCHAR(255), 
    d JSON, 
    e JSON, 
    f TEXT, 
    g TEXT, 
    h VARCHAR(50), 
    i VARCHAR(50), 
    j VARCHAR(10), 
    k VARCHAR(255), 
    l VARCHAR(10), 
    PRIMARY KEY (id), 
    UNIQUE (b)
);

CREATE UNIQUE INDEX ix_psu_c ON psu (c);

ALTER TABLE psu ADD COLUMN m VARCHAR;

INSERT INTO alembic_version (version_num) VALUES ('package_sqlalchemy_utils') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_sqlalchemy_utils -> 

ALTER TABLE psu DROP COLUMN m;

DROP INDEX ix_psu_c;

DROP TABLE psu;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_sqlalchemy_utils';

COMMIT;

