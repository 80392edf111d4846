-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_geoalchemy2_other

CREATE TABLE pgo (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    geom POINT, 
    name VARCHAR(20), 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('package_geoalchemy2_other');

-- downgrade --
-- Running downgrade package_geoalchemy2_other -> 

DROP TABLE pgo;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_geoalchemy2_other';

