-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_geoalchemy2_batch

ALTER TABLE pgb ADD COLUMN filter geometry(GEOMETRY,-1);

CREATE INDEX idx_pgb_filter ON pgb USING gist (filter);

INSERT INTO alembic_version (version_num) VALUES ('package_geoalchemy2_batch') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_geoalchemy2_batch -> 

DROP INDEX idx_pgb_filter;

ALTER TABLE pgb DROP COLUMN filter;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_geoalchemy2_batch';

COMMIT;

