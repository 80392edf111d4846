-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_on_conflict_on_sqlite

INSERT INTO "Tab" (id) VALUES (1) ON CONFLICT DO NOTHING;

INSERT INTO "Tab" (id) VALUES (1) ON CONFLICT (id) WHERE n > 3 DO NOTHING;

INSERT INTO "Tab" (id, name) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET name = 'y' WHERE "Tab".n = 3;

INSERT INTO "Tab" (id, name) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET name = excluded.name;

INSERT INTO alembic_version (version_num) VALUES ('expression_on_conflict_on_sqlite') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_on_conflict_on_sqlite -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_on_conflict_on_sqlite';

