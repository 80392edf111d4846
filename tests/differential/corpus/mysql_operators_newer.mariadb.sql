-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_operators_newer

UPDATE mon SET a=(FLOOR(mon.a / 2));

DELETE FROM mon WHERE mon.s REGEXP CONCAT('(?', 'i', ')', '^a');

DELETE FROM mon WHERE mon.s NOT REGEXP CONCAT('(?', 'i', ')', '^a');

UPDATE mon SET s=(REGEXP_REPLACE(mon.s, 'a', 'b'));

UPDATE mon SET s=group_concat(mon.s SEPARATOR ', ');

DELETE FROM mon WHERE (lower(mon.s) LIKE concat('%', lower('X'), '%'));

INSERT INTO alembic_version (version_num) VALUES ('mysql_operators_newer');

-- downgrade --
-- Running downgrade mysql_operators_newer -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_operators_newer';

