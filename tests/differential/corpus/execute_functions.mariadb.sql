-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> execute_functions

CREATE TABLE exf (a integer, b integer);

CREATE OR REPLACE FUNCTION exf_touch() RETURNS trigger AS $$
        BEGIN
            NEW.b := NEW.a * 2;
            IF NEW.a > 5 THEN
                RAISE NOTICE 'big: %', NEW.a;
            END IF;
            RETURN NEW;
        END;
        $$ LANGUAGE plpgsql;;

CREATE TRIGGER exf_t BEFORE INSERT ON exf FOR EACH ROW EXECUTE FUNCTION exf_touch();

INSERT INTO exf (a) VALUES (1), (9);

DO $do$ BEGIN PERFORM 1; END $do$;

INSERT INTO alembic_version (version_num) VALUES ('execute_functions');

-- downgrade --
-- Running downgrade execute_functions -> 

DROP TRIGGER exf_t ON exf; DROP FUNCTION exf_touch(); DROP TABLE exf;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'execute_functions';

