-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_geoalchemy2_schema

CREATE TABLE tiger.pgs (
    id SERIAL NOT NULL, 
    geom geometry(POINT,4326), 
    name VARCHAR(20), 
    PRIMARY KEY (id)
);

CREATE INDEX idx_pgs_geom ON tiger.pgs USING gist (geom);

INSERT INTO alembic_version (version_num) VALUES ('package_geoalchemy2_schema') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_geoalchemy2_schema -> 

DROP TABLE tiger.pgs;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_geoalchemy2_schema';

COMMIT;

