-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_foreign_key_options

CREATE TABLE fko_parent (
    id INTEGER NOT NULL, 
    parent_id INTEGER, 
    PRIMARY KEY (id), 
    FOREIGN KEY(parent_id) REFERENCES fko_parent (id) ON DELETE SET NULL
);

CREATE TABLE fko_child (
    id INTEGER NOT NULL, 
    a INTEGER, 
    b INTEGER, 
    c INTEGER, 
    d INTEGER, 
    PRIMARY KEY (id), 
    FOREIGN KEY(c) REFERENCES fko_parent (id) MATCH FULL ON DELETE NO ACTION ON UPDATE RESTRICT, 
    CONSTRAINT fk_fko_alter FOREIGN KEY(d) REFERENCES fko_parent (id), 
    FOREIGN KEY(a) REFERENCES fko_parent (id) DEFERRABLE INITIALLY DEFERRED, 
    FOREIGN KEY(b) REFERENCES fko_parent (id) NOT DEFERRABLE
);

INSERT INTO alembic_version (version_num) VALUES ('create_table_foreign_key_options') RETURNING version_num;

-- downgrade --
-- Running downgrade create_table_foreign_key_options -> 

DROP TABLE fko_child;

DROP TABLE fko_parent;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_foreign_key_options';

