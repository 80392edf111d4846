-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_joins

id zz;

SELECT t.id, t.s, t.n, t.f, t.num, t.b, t.d, t.dt, t.j, t.jb, t.arr, t.tags, t.u, t.us, t.e, t.x, u.id AS id_1, u.t_id, u.s AS s_1, u.n AS n_1 
FROM t JOIN u ON t.id = u.t_id;

SELECT "Tab".id, "Tab".name, "Tab".u_id, "Tab".n, usr.id AS id_1, usr.name AS name_1, usr.boss 
FROM "Tab" JOIN usr ON usr.id = "Tab".u_id;

SELECT "Tab".id, "Tab".name, "Tab".u_id, "Tab".n, usr.id AS id_1, usr.name AS name_1, usr.boss 
FROM "Tab" JOIN usr ON usr.id = "Tab".u_id 
WHERE "Tab".id = 1;

SELECT "Tab".id, "Tab".name, "Tab".u_id, "Tab".n, usr.id AS id_1, usr.name AS name_1, usr.boss 
FROM "Tab" JOIN usr ON usr.id = "Tab".u_id;

SELECT "Tab".id, "Tab".name, "Tab".u_id, "Tab".n 
FROM "Tab" JOIN usr ON usr.id = "Tab".u_id;

SELECT "Tab".id, "Tab".name, "Tab".u_id, "Tab".n 
FROM "Tab" LEFT OUTER JOIN usr ON "Tab".u_id = usr.id;

SELECT "Tab".id, "Tab".name, "Tab".u_id, "Tab".n 
FROM "Tab" LEFT OUTER JOIN usr ON usr.id = "Tab".u_id;

SELECT "Tab".id 
FROM "Tab" FULL OUTER JOIN usr ON usr.id = "Tab".u_id;

SELECT "Tab".id 
FROM "Tab" LEFT OUTER JOIN usr ON "Tab".u_id = usr.id AND usr.name = 'x';

SELECT "Tab".id 
FROM "Tab" FULL OUTER JOIN usr ON "Tab".u_id = usr.id;

SELECT "Tab".id 
FROM "Tab" JOIN usr ON usr.id = "Tab".u_id;

SELECT "Tab".id 
FROM "Tab" LEFT OUTER JOIN usr ON usr.id = "Tab".u_id;

SELECT t.id 
FROM t JOIN u ON u.t_id = t.id 
WHERE u.s = 'x';

SELECT "Tab".id, "Tab".name, "Tab".u_id, "Tab".n, usr.id AS id_1, usr.name AS name_1, usr.boss 
FROM "Tab" JOIN usr ON "Tab".u_id = usr.id;

SELECT "Tab".id 
FROM "Tab" LEFT OUTER JOIN usr ON "Tab".u_id = usr.id;

INSERT INTO alembic_version (version_num) VALUES ('expression_joins') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_joins -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_joins';

