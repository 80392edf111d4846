-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_citext

CREATE TABLE pct (
    id SERIAL NOT NULL, 
    a CITEXT NOT NULL, 
    PRIMARY KEY (id)
);

ALTER TABLE pct ADD COLUMN b CITEXT;

INSERT INTO alembic_version (version_num) VALUES ('package_citext') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_citext -> 

ALTER TABLE pct ALTER COLUMN a TYPE TEXT;

DROP TABLE pct;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_citext';

COMMIT;

