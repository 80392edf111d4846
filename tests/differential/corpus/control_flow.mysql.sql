-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> control_flow

CREATE TABLE cf_one (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
);

ALTER TABLE cf_one ADD COLUMN c_a INTEGER;

ALTER TABLE cf_one ADD COLUMN c_b VARCHAR(5);

INSERT INTO cf_one (id, c_a) VALUES (1, 1), (2, 4), (3, 9);

CREATE TABLE cf_two (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
);

ALTER TABLE cf_two ADD COLUMN c_a INTEGER;

ALTER TABLE cf_two ADD COLUMN c_b VARCHAR(5);

INSERT INTO alembic_version (version_num) VALUES ('control_flow');

-- downgrade --
-- Running downgrade control_flow -> 

DROP TABLE cf_two;

DROP TABLE cf_one;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'control_flow';

