-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_select

SELECT msa.id 
FROM msa;

SELECT msa.id, msb.name 
FROM msa INNER JOIN msb ON msa.b_id = msb.id;

SELECT msa.id 
FROM msa LEFT OUTER JOIN msb ON msa.b_id = msb.id 
WHERE msb.id IS NULL;

SELECT msa.id 
FROM msa 
 LIMIT 5;

SELECT msa.id 
FROM msa 
 LIMIT 10, 5;

SELECT msa.id 
FROM msa 
 LIMIT 10, 18446744073709551615;

SELECT DISTINCT msa.id 
FROM msa ORDER BY msa.name DESC, msa.id;

SELECT msa.id 
FROM msa FOR UPDATE;

SELECT msa.id 
FROM msa LOCK IN SHARE MODE;

SELECT msa.id 
FROM msa FOR UPDATE NOWAIT;

SELECT msa.id 
FROM msa FOR UPDATE SKIP LOCKED;

SELECT count(*) AS count_1 
FROM msa;

SELECT 1 AS anon_1 FROM DUAL 
WHERE EXISTS (SELECT * 
FROM msa, msb 
WHERE msa.id = msb.id);

SELECT msa.name, count(msa.id) AS n 
FROM msa GROUP BY msa.name 
HAVING count(msa.id) > 1;

SELECT msa.id 
FROM msa UNION ALL SELECT msb.id 
FROM msb;

INSERT INTO msa (id, name) SELECT msb.id, msb.name 
FROM msb 
WHERE msb.id > 5;

SELECT msa.id 
FROM msa 
WHERE msa.b_id IN (SELECT msb.id 
FROM msb 
WHERE msb.name = 'x');

SELECT now() AS now_1;

SELECT 1 AS anon_1 FROM DUAL 
WHERE 2 = 3;

INSERT INTO alembic_version (version_num) VALUES ('mysql_select');

-- downgrade --
-- Running downgrade mysql_select -> 

DELETE FROM msa WHERE msa.b_id IN (SELECT msb.id 
FROM msb);

UPDATE msa SET name=(SELECT msb.name 
FROM msb 
WHERE msb.id = msa.b_id);

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_select';

