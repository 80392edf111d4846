-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_geoalchemy2_helpers

CREATE TABLE tiger.pgh (
    id SERIAL NOT NULL, 
    geom geometry(MULTIPOLYGON,4326) NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX idx_pgh_geom ON tiger.pgh USING gist (geom);

ALTER TABLE tiger.pgh ADD COLUMN "where" geography(POINT,4326);

CREATE INDEX idx_pgh_where ON tiger.pgh USING gist ("where" gist_geometry_ops_nd);

CREATE TABLE pghr (
    rast raster
);

CREATE TABLE pghi (
    id INTEGER, 
    geom geometry(POINT,4326)
);

CREATE INDEX idx_pghi_geom ON pghi USING gist (geom);

ALTER TABLE pghi ADD COLUMN more geometry(POINT,4326);

INSERT INTO alembic_version (version_num) VALUES ('package_geoalchemy2_helpers') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_geoalchemy2_helpers -> 

ALTER TABLE pghi DROP COLUMN more;

DROP TABLE pghi;

DROP TABLE pghr;

DROP INDEX tiger.idx_pgh_where;

ALTER TABLE tiger.pgh DROP COLUMN "where";

DROP INDEX tiger.idx_pgh_geom;

DROP TABLE tiger.pgh;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_geoalchemy2_helpers';

COMMIT;

