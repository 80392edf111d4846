-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_updates_on_postgresql

UPDATE t SET jb=jsonb_build_object('a', t.id, 'b', t.s);

UPDATE t SET jb=jb || '{"a": 1}'::jsonb;

INSERT INTO alembic_version (version_num) VALUES ('expression_updates_on_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_updates_on_postgresql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_updates_on_postgresql';

COMMIT;

