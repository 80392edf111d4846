-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> execute_several_statements

CREATE TABLE exs (a integer);
        INSERT INTO exs VALUES (1);
        -- a comment with a ; in it
        INSERT INTO exs VALUES (2);;

INSERT INTO alembic_version (version_num) VALUES ('execute_several_statements');

-- downgrade --
-- Running downgrade execute_several_statements -> 

DELETE FROM exs; DROP TABLE exs;;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'execute_several_statements';

