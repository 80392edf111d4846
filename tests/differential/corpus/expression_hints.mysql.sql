-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_hints

UPDATE X Y `Tab` SET n=1;

UPDATE LOW_PRIORITY `Tab` SET n=(SELECT usr.boss 
FROM usr 
WHERE usr.id = `Tab`.u_id);

DELETE IGNORE FROM `Tab`;

INSERT INTO `Tab` (id) VALUES (1);

SELECT `Tab`.id 
FROM `Tab` USE INDEX (ix);

UPDATE `Tab` FORCE INDEX (a) SET n=3 WHERE `Tab`.id = 3;

DELETE FROM `Tab` FORCE INDEX (a) WHERE `Tab`.id = 3;

UPDATE `Tab`, usr SET `Tab`.n=3 WHERE `Tab`.u_id = usr.id;

SELECT `Tab`.id, `Tab`.name, `Tab`.u_id, `Tab`.n 
FROM `Tab` INNER JOIN usr USE INDEX (a) ON usr.id = `Tab`.u_id;

SELECT `Tab`.id, `Tab`.name, `Tab`.u_id, `Tab`.n 
FROM `Tab` LEFT OUTER JOIN usr ON usr.id = `Tab`.u_id 
WHERE `Tab`.id IN (SELECT usr.boss 
FROM usr);

SELECT x.id, x.name, x.u_id, x.n 
FROM `Tab` AS x;

SELECT x.id, x.name, x.u_id, x.n 
FROM `Tab` AS x USE INDEX (x_ix);

SELECT `Tab`.id 
FROM `Tab` 
WHERE EXISTS (SELECT * 
FROM usr 
WHERE usr.id = `Tab`.u_id);

DELETE FROM `Tab`;

UPDATE `Tab` SET n=NULL;

SELECT `Tab`.id 
FROM `Tab` LOCK IN SHARE MODE;

INSERT INTO alembic_version (version_num) VALUES ('expression_hints');

-- downgrade --
-- Running downgrade expression_hints -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_hints';

