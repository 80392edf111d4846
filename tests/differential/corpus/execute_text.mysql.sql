-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> execute_text

CREATE TABLE ex (a INTEGER, b TEXT);

INSERT INTO ex VALUES (1, 'one');

INSERT INTO ex VALUES (2, 'it''s');

INSERT INTO ex
        VALUES (3, 'three');

INSERT INTO ex VALUES (4, '100%');

INSERT INTO ex VALUES (5, 'a    b');

INSERT INTO ex VALUES (6, 'semi;colon');;

UPDATE ex SET b = 'x' WHERE b LIKE 't%';

INSERT INTO ex VALUES (7, 'back\\slash');

INSERT INTO ex VALUES (8, 'esc:aped'), (9, '%s %d');

INSERT INTO alembic_version (version_num) VALUES ('execute_text');

-- downgrade --
-- Running downgrade execute_text -> 

DROP TABLE ex;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'execute_text';

