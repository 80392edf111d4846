-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_uuid_literals

INSERT INTO mul (a, b, c) VALUES ('12345678123456781234567812345678', '12345678123456781234567812345678', '12345678123456781234567812345678');

UPDATE mul SET a='12345678123456781234567812345678' WHERE mul.b = '12345678123456781234567812345678';

INSERT INTO alembic_version (version_num) VALUES ('mysql_uuid_literals');

-- downgrade --
-- Running downgrade mysql_uuid_literals -> 

DELETE FROM mul WHERE mul.b = '12345678123456781234567812345678';

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_uuid_literals';

