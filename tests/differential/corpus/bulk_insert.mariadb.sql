-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> bulk_insert

CREATE TABLE bi (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    name VARCHAR(20), 
    ok BOOL, 
    ratio FLOAT, 
    price NUMERIC(8, 2), 
    day DATE, 
    at DATETIME, 
    PRIMARY KEY (id)
);

INSERT INTO bi (id, name, ok, ratio, price) VALUES (1, 'it''s', true, 0.5, 1.10);

INSERT INTO bi (id, name, ok, ratio, price) VALUES (2, NULL, false, 10000000000.0, -7);

INSERT INTO bi (id, day, at) VALUES (3, '2024-02-29', '2024-02-29 12:30:15');

INSERT INTO bi (id, day, at) VALUES (4, NULL, '2024-01-01 00:00:00.123456');

INSERT INTO alembic_version (version_num) VALUES ('bulk_insert');

-- downgrade --
-- Running downgrade bulk_insert -> 

DELETE FROM bi;

DROP TABLE bi;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'bulk_insert';

