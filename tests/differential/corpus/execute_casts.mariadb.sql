-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> execute_casts

CREATE TABLE exc (a jsonb, b timestamp);

INSERT INTO exc VALUES ('{}'::jsonb, '2024-01-01'::timestamp);

INSERT INTO exc VALUES ('{"a": 1}'::jsonb, '2024-01-01 10:20:30'::timestamp);

INSERT INTO exc VALUES ('{"a": 2}', '2024-01-01 10:20:30');

INSERT INTO alembic_version (version_num) VALUES ('execute_casts');

-- downgrade --
-- Running downgrade execute_casts -> 

DROP TABLE exc;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'execute_casts';

