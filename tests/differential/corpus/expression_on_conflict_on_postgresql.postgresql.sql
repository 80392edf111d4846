-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_on_conflict_on_postgresql

INSERT INTO "Tab" (id) VALUES (1) ON CONFLICT DO NOTHING;

INSERT INTO "Tab" (id) VALUES (1) ON CONFLICT (id) DO NOTHING;

INSERT INTO "Tab" (id) VALUES (1) ON CONFLICT (id, lower(name)) WHERE n > 3 DO NOTHING;

INSERT INTO "Tab" (id) VALUES (1) ON CONFLICT ON CONSTRAINT cc DO NOTHING;

INSERT INTO "Tab" (id) VALUES (1) ON CONFLICT (id) DO NOTHING;

INSERT INTO "Tab" (id, name) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET name = 'y', n = ("Tab".n + 1);

INSERT INTO "Tab" (id, name) VALUES (1, 'x') ON CONFLICT ON CONSTRAINT tpk DO UPDATE SET name = 'y' WHERE "Tab".n = 3;

INSERT INTO "Tab" (id, name) VALUES (1, 'x') ON CONFLICT (id) WHERE name = 'q' DO UPDATE SET name = 'y';

INSERT INTO "Tab" (id, name) VALUES (1, 'x'), (2, 'z') ON CONFLICT (id) DO UPDATE SET name = excluded.name, n = (excluded.n + "Tab".n);

INSERT INTO "Tab" (id, name) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET id = excluded.id, name = excluded.name, u_id = excluded.u_id, n = excluded.n;

INSERT INTO "Tab" (id, name) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET name = excluded.name, u_id = excluded.u_id, n = excluded.n RETURNING "Tab".id;

INSERT INTO "Tab" (id) SELECT usr.id 
FROM usr ON CONFLICT DO NOTHING;

INSERT INTO "Tab" (id, name) SELECT usr.id, usr.name 
FROM usr ON CONFLICT (id) DO UPDATE SET name = 'x';

INSERT INTO alembic_version (version_num) VALUES ('expression_on_conflict_on_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_on_conflict_on_postgresql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_on_conflict_on_postgresql';

COMMIT;

