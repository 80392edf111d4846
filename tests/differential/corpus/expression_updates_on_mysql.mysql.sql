-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_updates_on_mysql

UPDATE `Tab`, usr SET usr.name='b', `Tab`.name='a' WHERE `Tab`.u_id = usr.id;

INSERT INTO alembic_version (version_num) VALUES ('expression_updates_on_mysql');

-- downgrade --
-- Running downgrade expression_updates_on_mysql -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_updates_on_mysql';

