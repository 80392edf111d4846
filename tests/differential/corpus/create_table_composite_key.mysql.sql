-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_composite_key

CREATE TABLE ck_parent (
    a INTEGER NOT NULL, 
    b INTEGER NOT NULL, 
    PRIMARY KEY (a, b)
);

CREATE TABLE ck_child (
    x INTEGER NOT NULL, 
    y INTEGER NOT NULL, 
    PRIMARY KEY (x, y), 
    FOREIGN KEY(x, y) REFERENCES ck_parent (a, b) ON DELETE SET NULL ON UPDATE CASCADE
);

INSERT INTO alembic_version (version_num) VALUES ('create_table_composite_key');

-- downgrade --
-- Running downgrade create_table_composite_key -> 

DROP TABLE ck_child;

DROP TABLE ck_parent;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_composite_key';

