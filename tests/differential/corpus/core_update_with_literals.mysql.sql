-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> core_update_with_literals

CREATE TABLE cu (
    id INTEGER, 
    v VARCHAR(10)
);

INSERT INTO cu VALUES (1, 'a'), (2, 'b');

UPDATE cu SET v='z' WHERE cu.v = 'a';

UPDATE cu SET v='y' WHERE cu.id = 2;

INSERT INTO cu (id, v) VALUES (3, 'c');

DELETE FROM cu WHERE cu.id > 2 AND cu.v IN ('c', 'd');

INSERT INTO alembic_version (version_num) VALUES ('core_update_with_literals');

-- downgrade --
-- Running downgrade core_update_with_literals -> 

DROP TABLE cu;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'core_update_with_literals';

