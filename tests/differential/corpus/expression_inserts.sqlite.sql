-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_inserts

INSERT INTO t (j) VALUES (NULL);

INSERT INTO t (j) VALUES (NULL);

INSERT INTO "Tab" (id, name) SELECT usr.id, usr.name 
FROM usr;

INSERT INTO "Tab" (id, name) SELECT usr.id, usr.name 
FROM usr 
WHERE usr.id > 3;

INSERT INTO "Tab" (id, name) SELECT usr.id, usr.name 
FROM usr;

INSERT INTO "Tab" (name) SELECT 'x' AS anon_1;

INSERT INTO "Tab" (id, name, n) SELECT usr.id, 'x' AS anon_1, CURRENT_TIMESTAMP AS now_1 
FROM usr;

INSERT INTO usr (id, name) SELECT "Tab".id, NULL AS anon_1 
FROM "Tab";

INSERT INTO "Tab" (id) VALUES (1);

INSERT INTO "Tab" (id, name) VALUES (1, 'x');

INSERT INTO "Tab" (id, name, u_id, n) VALUES (1, 'x', 2, 3);

INSERT INTO "Tab" (id, name, u_id, n) VALUES (1, 'x', 2, 3), (2, 'y', 3, 4);

INSERT INTO "Tab" (id, name) VALUES (1, 'x'), (2, 'y');

INSERT INTO "Tab" (id, name) VALUES (1, lower('X'));

INSERT INTO "Tab" (id) VALUES (1) RETURNING id, name;

INSERT INTO "Tab" (id) VALUES (1) RETURNING id, name, u_id, n;

INSERT INTO "Tab" (id) VALUES (1) RETURNING id AS q, lower(name) AS lower_1;

INSERT OR IGNORE INTO "Tab" (id) VALUES (1);

INSERT xx INTO "Tab" (id) VALUES (1);

INSERT INTO "Tab" (id) VALUES (1);

INSERT INTO t (n, f, b) VALUES (1, 1.5, 1);

INSERT INTO t (b, j, e) VALUES (NULL, '{}'::json, 'a');

INSERT INTO t (id, b) VALUES (1, 1), (2, NULL);

INSERT INTO "Tab" (id, name) VALUES (1, CURRENT_TIMESTAMP), (2, 'x');

INSERT INTO t (id, s) VALUES (5, 'x');

INSERT INTO alembic_version (version_num) VALUES ('expression_inserts') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_inserts -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_inserts';

