-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_geoalchemy2

CREATE EXTENSION IF NOT EXISTS postgis;

CREATE TABLE pg1 (
    id SERIAL NOT NULL, 
    geom geometry(MULTIPOLYGON,4326) NOT NULL, 
    plain geometry(POINT,4326), 
    place geography(POINT,4326), 
    other geography(POLYGON,-1), 
    "any" geometry(GEOMETRY,-1), 
    untyped geometry, 
    PRIMARY KEY (id), 
    CONSTRAINT pg1_place UNIQUE (place)
);

CREATE INDEX idx_pg1_geom ON pg1 USING gist (geom);

CREATE INDEX pg1_plain ON pg1 USING gist (plain);

CREATE INDEX IF NOT EXISTS idx_pg1_any ON pg1 USING gist ("any");

ALTER TABLE pg1 ADD COLUMN added geometry(POINT,4326);

CREATE INDEX idx_pg1_added ON pg1 USING gist (added);

ALTER TABLE pg1 ADD COLUMN nullless geometry(POINT,4326) NOT NULL;

CREATE TABLE pg3 (
    z geometry(LINESTRINGZ,3857)
);

CREATE INDEX idx_pg3_z ON pg3 USING gist (z gist_geometry_ops_nd);

CREATE TABLE pg2 (
    rast raster, 
    r raster
);

CREATE INDEX idx_pg2_r ON pg2 USING gist (ST_ConvexHull(r));

INSERT INTO alembic_version (version_num) VALUES ('package_geoalchemy2') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_geoalchemy2 -> 

DROP TABLE pg2;

DROP TABLE pg3;

DROP INDEX idx_pg1_any;

ALTER TABLE pg1 ALTER COLUMN plain TYPE geometry(LINESTRING,4326);

ALTER TABLE pg1 DROP COLUMN added;

DROP TABLE pg1;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_geoalchemy2';

COMMIT;

