-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_uuids

SELECT t.id 
FROM t 
WHERE t.us = '12345678123456781234567812345678';

SELECT t.id 
FROM t 
WHERE t.u = '12345678123456781234567812345678';

INSERT INTO t (us) VALUES ('12345678123456781234567812345678');

INSERT INTO t (u) VALUES ('12345678123456781234567812345678');

SELECT t.id 
FROM t 
WHERE t.us IN ('12345678123456781234567812345678');

INSERT INTO alembic_version (version_num) VALUES ('expression_uuids') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_uuids -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_uuids';

