-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> execute_lines_of_a_file

CREATE TABLE exl (a INTEGER);

INSERT INTO exl VALUES (1);

INSERT INTO exl VALUES (2);

INSERT INTO alembic_version (version_num) VALUES ('execute_lines_of_a_file');

-- downgrade --
-- Running downgrade execute_lines_of_a_file -> 

DROP TABLE exl;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'execute_lines_of_a_file';

