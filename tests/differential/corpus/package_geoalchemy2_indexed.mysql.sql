-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_geoalchemy2_indexed

CREATE TABLE pgx (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    geom POLYGON NOT NULL SRID 4326 NOT NULL, 
    PRIMARY KEY (id)
);

ALTER TABLE pgx ADD SPATIAL INDEX(geom);;

ALTER TABLE pgx ADD COLUMN plain POINT SRID 4326;

INSERT INTO alembic_version (version_num) VALUES ('package_geoalchemy2_indexed');

-- downgrade --
-- Running downgrade package_geoalchemy2_indexed -> 

ALTER TABLE pgx DROP COLUMN plain;

DROP TABLE pgx;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_geoalchemy2_indexed';

