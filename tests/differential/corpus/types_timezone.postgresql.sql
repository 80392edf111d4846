-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> types_timezone

CREATE TABLE tz (
    c1 TIMESTAMP WITH TIME ZONE, 
    c2 TIME WITH TIME ZONE, 
    c3 TIMESTAMP WITH TIME ZONE, 
    c4 TIMESTAMP WITHOUT TIME ZONE, 
    c5 TIMESTAMP(3) WITH TIME ZONE, 
    c6 TIMESTAMP(0) WITHOUT TIME ZONE, 
    c7 TIME(2) WITH TIME ZONE, 
    c8 INTERVAL, 
    c9 INTERVAL DAY TO SECOND (3), 
    c10 INTERVAL, 
    c11 INTERVAL (4), 
    c12 TIME WITHOUT TIME ZONE
);

INSERT INTO alembic_version (version_num) VALUES ('types_timezone') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade types_timezone -> 

DROP TABLE tz;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_timezone';

COMMIT;

