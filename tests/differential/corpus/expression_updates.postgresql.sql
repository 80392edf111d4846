-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_updates

UPDATE t SET s='x', n=(t.n + 1) WHERE t.id = 1;

UPDATE t SET n=CASE WHEN t.b THEN 1 ELSE 0 END;

UPDATE t SET s=u.s FROM u WHERE t.id = u.t_id;

UPDATE "Tab" SET name=usr.name FROM usr WHERE "Tab".id = usr.id;

UPDATE "Tab" SET name=usr.name, n=7 FROM usr WHERE "Tab".u_id = usr.id;

UPDATE "Tab" SET name='x' RETURNING "Tab".id;

UPDATE "Tab" SET name='x' WHERE "Tab".id = 1 RETURNING "Tab".id, "Tab".name, "Tab".u_id, "Tab".n;

UPDATE "Tab" SET name='x', id=3;

UPDATE "Tab" SET name=NULL, n=NULL;

UPDATE "Tab" SET name=("Tab".name || '_x');

UPDATE "Tab" SET name=('a' || "Tab".name);

UPDATE "Tab" SET name=concat("Tab".name, '_', "Tab".id);

UPDATE "Tab" SET name=(CAST("Tab".id AS VARCHAR) || 'q');

UPDATE "Tab" SET n=("Tab".n * 2 + 1);

UPDATE "Tab" SET n=(("Tab".n + 1) * 2);

UPDATE "Tab" SET n=(-"Tab".n);

UPDATE "Tab" SET n=5 WHERE "Tab".id = 3;

UPDATE "Tab" SET name=NULL WHERE "Tab".id = NULL AND "Tab".n = 2;

UPDATE "Tab" SET name=CASE WHEN ("Tab".id = 1) THEN 'a' ELSE "Tab".name END;

UPDATE "Tab" SET name=CASE "Tab".id WHEN 1 THEN 'a' WHEN 2 THEN 'b' END;

UPDATE t SET e=CASE WHEN (t.e = 'a') THEN 'b' ELSE 'a' END;

UPDATE t SET b=CASE WHEN (t.n > 1) THEN true ELSE false END;

UPDATE t SET b=false WHERE t.b = true;

UPDATE t SET b=NOT t.b WHERE t.b;

UPDATE t SET s=t.n, b=(t.n > 1);

UPDATE t SET f=2, num=1.5, d='2020-01-01', dt=now(), u=NULL, e='a';

UPDATE t SET s='y' WHERE t.s = 'x';

INSERT INTO alembic_version (version_num) VALUES ('expression_updates') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade expression_updates -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_updates';

COMMIT;

