-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_pgvector_rows

INSERT INTO ppvr (id, a) VALUES (1, '[1.0,2.5,3.0]');

INSERT INTO ppvr (id, a) VALUES (2, NULL);

UPDATE ppvr SET a='[0.0,0.0,1.0]' WHERE ppvr.id = 1;

INSERT INTO alembic_version (version_num) VALUES ('package_pgvector_rows') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_pgvector_rows -> 

DELETE FROM ppvr WHERE ppvr.a IS NULL;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_pgvector_rows';

COMMIT;

