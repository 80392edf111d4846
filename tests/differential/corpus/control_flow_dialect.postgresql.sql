-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> control_flow_dialect

CREATE TABLE cfd (a integer, which text DEFAULT 'pg');

INSERT INTO cfd (a) VALUES (1);

INSERT INTO cfd (a) VALUES (10);

INSERT INTO alembic_version (version_num) VALUES ('control_flow_dialect') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade control_flow_dialect -> 

DROP TABLE cfd;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'control_flow_dialect';

COMMIT;

