-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> control_flow_dialect

INSERT INTO cfd (a) VALUES (1);

INSERT INTO cfd (a) VALUES (5);

INSERT INTO alembic_version (version_num) VALUES ('control_flow_dialect');

-- downgrade --
-- Running downgrade control_flow_dialect -> 

DROP TABLE cfd;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'control_flow_dialect';

