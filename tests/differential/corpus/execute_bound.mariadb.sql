-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> execute_bound

CREATE TABLE exb (a INTEGER, b VARCHAR(20), c BOOLEAN, d DATE, e NUMERIC);

INSERT INTO exb (a, b) VALUES (1, 'it''s');

INSERT INTO exb (a, c) VALUES (2, true);

INSERT INTO exb (d) VALUES ('2024-02-29');

INSERT INTO exb (b) VALUES (NULL);

UPDATE exb SET e = 1.5 WHERE a = 1;

INSERT INTO alembic_version (version_num) VALUES ('execute_bound');

-- downgrade --
-- Running downgrade execute_bound -> 

DROP TABLE exb;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'execute_bound';

