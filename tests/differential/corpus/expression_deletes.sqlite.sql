-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_deletes

DELETE FROM "Tab" WHERE "Tab".id IN (SELECT usr.id 
FROM usr 
WHERE usr.boss = 3);

DELETE FROM "Tab" WHERE ("Tab".id NOT IN (SELECT usr.id 
FROM usr));

DELETE FROM "Tab" WHERE ("Tab".id NOT IN (SELECT usr.id 
FROM usr));

DELETE FROM "Tab" RETURNING id;

DELETE FROM t;

DELETE FROM t WHERE t.id = 1 AND t.n = 2;

DELETE FROM "Tab" WHERE "Tab".id = 1 OR "Tab".name IS NULL;

UPDATE t SET s=NULL FROM t WHERE t.id = NULL;

INSERT INTO alembic_version (version_num) VALUES ('expression_deletes') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_deletes -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_deletes';

