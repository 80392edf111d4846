-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_multi_table

UPDATE mma, mmb SET mma.name=mmb.name WHERE mma.b_id = mmb.id;

UPDATE mma SET name='x' WHERE mma.id > 5 LIMIT 6;

INSERT INTO mma () VALUES ();

INSERT IGNORE INTO mma (id) VALUES (1);

INSERT INTO mma (id, name) VALUES (1, 'x'), (2, 'y');

INSERT INTO alembic_version (version_num) VALUES ('mysql_multi_table');

-- downgrade --
-- Running downgrade mysql_multi_table -> 

DELETE FROM mma USING mma, mmb WHERE mma.b_id = mmb.id AND mmb.name = 'x';

DELETE FROM mma WHERE mma.id > 5 LIMIT 6;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_multi_table';

