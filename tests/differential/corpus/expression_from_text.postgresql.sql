-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_from_text

INSERT INTO "Tab" (id, name) SELECT a, b FROM q;

INSERT INTO "Tab" (id, name) SELECT a, b FROM q WHERE c = 'it''s';

INSERT INTO t (id) SELECT a FROM q;

INSERT INTO alembic_version (version_num) VALUES ('expression_from_text') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_from_text -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_from_text';

COMMIT;

