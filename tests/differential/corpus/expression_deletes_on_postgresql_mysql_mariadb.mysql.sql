-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_deletes_on_postgresql_mysql_mariadb

DELETE FROM t USING t, u WHERE t.id = u.t_id;

DELETE FROM `Tab` USING `Tab`, usr WHERE `Tab`.id = usr.id AND usr.name = 'x';

INSERT INTO alembic_version (version_num) VALUES ('expression_deletes_on_postgresql_mysql_mariadb');

-- downgrade --
-- Running downgrade expression_deletes_on_postgresql_mysql_mariadb -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_deletes_on_postgresql_mysql_mariadb';

